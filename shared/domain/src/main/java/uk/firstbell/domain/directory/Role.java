package uk.firstbell.domain.directory;

/** What a named person is to their organisation. */
public enum Role {
  /** Designated safeguarding lead of a school. */
  DSL,
  /** Deputy of the lead. */
  DEPUTY_DSL,
  HEAD,
  /** On duty for education safeguarding at a local authority. */
  LA_DUTY,
  /** A force's contact point for notices. */
  FORCE_CONTACT,
  AUDITOR
}
