package uk.firstbell.domain.model;

import java.util.regex.Pattern;

/**
 * What can be owed a notice or can speak through its people: a school, a local authority, a force.
 *
 * @param kind which sort of organisation
 * @param code its code in the directory: a URN, a local-authority code, a force code
 */
public record Unit(Kind kind, String code) {
  private static final Pattern CODE = Pattern.compile("[A-Z0-9]{2,12}");
  private static final Pattern WRITTEN = Pattern.compile("(SCHOOL|LA|CSC|FORCE)-[A-Z0-9]{2,12}");

  /** The sorts of organisation the directory knows. */
  public enum Kind {
    SCHOOL,
    /** A local authority's education safeguarding. */
    LA,
    /** A local authority's children's social care, by the authority's code. */
    CSC,
    FORCE
  }

  public Unit {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a unit's code is 2 to 12 upper-case letters or digits");
    }
  }

  public static Unit school(Urn urn) {
    return new Unit(Kind.SCHOOL, urn.value());
  }

  public static Unit force(ForceCode force) {
    return new Unit(Kind.FORCE, force.value());
  }

  /** Children's social care of a local authority. */
  public static Unit socialCare(Unit localAuthority) {
    return new Unit(Kind.CSC, localAuthority.code());
  }

  /** Whether {@code text}, from anywhere outside, is a unit as {@link #parse} reads it. */
  public static boolean isOne(String text) {
    return WRITTEN.matcher(text).matches();
  }

  /** Reads {@code SCHOOL-102345} back; anything else is a bug in the caller. */
  public static Unit parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException("a unit is written KIND-CODE");
    }
    return new Unit(Kind.valueOf(text.substring(0, dash)), text.substring(dash + 1));
  }

  /** As keys, queues and addresses write it: {@code SCHOOL-102345}. */
  @Override
  public String toString() {
    return kind + "-" + code;
  }
}
