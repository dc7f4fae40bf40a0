package uk.firstbell.domain.story;

/** A row as it was read, with the mark a change to it must still find. */
public record Stored<R extends Row>(R row, Mark mark) {}
