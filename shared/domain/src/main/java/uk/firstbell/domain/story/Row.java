package uk.firstbell.domain.story;

/**
 * What a story is made of, and what of the directory changes as a story does: in a transaction with
 * its entry.
 */
public sealed interface Row
    permits Watched,
        Claim,
        Payload,
        Copy,
        Alert,
        Warning,
        Access,
        Looks,
        ShareLog,
        PageRelease,
        CaseAnswer,
        DirectoryRow {
  RowId id();
}
