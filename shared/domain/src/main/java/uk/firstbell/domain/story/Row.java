package uk.firstbell.domain.story;

/** What a story is made of. */
public sealed interface Row permits Watched, Claim, Payload, Copy, Alert, Access, CaseAnswer {
  RowId id();
}
