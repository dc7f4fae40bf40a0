package uk.firstbell.domain.story;

/** What a story is made of. */
public sealed interface Row
    permits Claim, Head, Payload, Delivery, Copy, Alert, Access, Case, CaseAnswer {
  RowId id();
}
