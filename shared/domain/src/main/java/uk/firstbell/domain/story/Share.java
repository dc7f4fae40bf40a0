package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.regex.Pattern;
import uk.firstbell.domain.model.PersonId;

/**
 * That somebody of the school was told what they need to know (F55). Whom, only by what they do
 * there: no name, and nothing of what was said.
 *
 * @param name the reader's own name for it, unique within the delivery: 22 characters of base64url
 * @param role what those who were told do at the school
 * @param people how many they were
 * @param by which reader told them
 * @param at when it was noted
 */
public record Share(String name, With role, int people, PersonId by, Instant at) {
  /** The most people that are told at once: more is no need to know. */
  public static final int PEOPLE_MAX = 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{22}");

  /** What somebody at a school does; a list without a free place, so that nobody is described. */
  public enum With {
    CLASS_TEACHER,
    FORM_TUTOR,
    TEACHING_ASSISTANT,
    HEAD_OF_YEAR,
    PASTORAL_LEAD,
    SENCO,
    HEAD_TEACHER,
    SCHOOL_NURSE,
    /** Whoever hands children over at the gate, or answers its bell. */
    FRONT_OFFICE,
    ATTENDANCE
  }

  public Share {
    if (!isName(name) || people < 1 || people > PEOPLE_MAX) {
      throw new IllegalArgumentException("a share has a name of its form and 1 to 20 people");
    }
  }

  /** Whether a reader may name one so. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Whether it notes the same of the same people by the same reader, whenever that was. */
  public boolean sameAs(Share other) {
    return name.equals(other.name)
        && role == other.role
        && people == other.people
        && by.equals(other.by);
  }
}
