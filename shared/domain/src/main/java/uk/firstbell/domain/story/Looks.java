package uk.firstbell.domain.story;

/**
 * Counts the looks auditors took at what else stands in its partition; its version is the count.
 */
public record Looks(RowId id) implements Row {}
