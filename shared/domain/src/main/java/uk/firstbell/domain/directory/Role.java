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
  /** Sees to children whom no school teaches, at a local authority. */
  LA_OFFICER,
  /** In the multi-agency safeguarding hub of children's social care: on duty in office hours. */
  MASH,
  /** In the emergency duty team of children's social care: on duty at all other hours. */
  EDT,
  /** On duty for education safeguarding at a local authority. */
  LA_DUTY,
  /** A force's contact point for notices. */
  FORCE_CONTACT,
  /** Of a force's team for online child sexual abuse. */
  OCSAE_OFFICER,
  AUDITOR;

  /** A school's usual readers: its lead and the lead's deputies. */
  public static final Set<Role> SCHOOL_READERS = Set.of(DSL, DEPUTY_DSL);

  /** The one reader left when every usual reader of a school is a party (F34). */
  public static final Set<Role> SCHOOL_HEAD = Set.of(HEAD);

  /** Who reads at a local authority what no school can be sent. */
  public static final Set<Role> OFFICERS = Set.of(LA_OFFICER);

  /** Who reads at a force what social care answered. */
  public static final Set<Role> CASE_OFFICERS = Set.of(OCSAE_OFFICER);

  /** Children's social care, by day and by night. */
  public static final Set<Role> SOCIAL_CARE = Set.of(MASH, EDT);

  /** All of a school who may read or be alerted. */
  public static final Set<Role> SCHOOL_STAFF =
      Set.of(DSL, DEPUTY_DSL, HEAD, TRUST_DSL, ON_CALL, HOLIDAY_CONTACT);

  /** Those of a school who may be alerted without being readers. */
  public static final Set<Role> SCHOOL_CONTACTS = Set.of(TRUST_DSL, ON_CALL, HOLIDAY_CONTACT);

  /** Who of {@link #SOCIAL_CARE} is on duty: the hub in its hours, else the emergency team. */
  public static Set<Role> onDuty(boolean hub) {
    return Set.of(hub ? MASH : EDT);
  }
}
