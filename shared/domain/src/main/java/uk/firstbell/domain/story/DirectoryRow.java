package uk.firstbell.domain.story;

/** A row that is kept in the directory, for it says who may read; its trail is kept like any. */
public sealed interface DirectoryRow extends Row permits Device, Binding, BoundPerson {}
