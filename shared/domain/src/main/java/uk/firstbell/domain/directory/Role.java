package uk.firstbell.domain.directory;

import java.util.Set;

/** What a named person is to their organisation. */
public enum Role {
  /** Designated safeguarding lead of a school. */
  DSL,
  /** Deputy of the lead. */
  DEPUTY_DSL,
  HEAD,
  /** The lead of the school's trust, who is reminded along with the school's own. */
  TRUST_DSL,
  /** Volunteered to be alerted at any hour. */
  ON_CALL,
  /** Is alerted while the school is shut for days. */
  HOLIDAY_CONTACT,
  /** On duty for education safeguarding at a local authority. */
  LA_DUTY,
  /** A force's contact point for notices. */
  FORCE_CONTACT,
  AUDITOR;

  /** A school's usual readers: its lead and the lead's deputies. */
  public static final Set<Role> SCHOOL_READERS = Set.of(DSL, DEPUTY_DSL);

  /** Those of a school who may be alerted without being readers. */
  public static final Set<Role> SCHOOL_CONTACTS = Set.of(TRUST_DSL, ON_CALL, HOLIDAY_CONTACT);
}
