package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.model.PersonId;

/**
 * A reader's wish to read a closed delivery by the devices they have now: whoever answers for them
 * has to agree first (design section 4).
 *
 * @param decidedBy who agreed, or did not
 */
public record SealingAgain(
    PersonId reader, Instant askedAt, Progress progress, Optional<PersonId> decidedBy) {

  /** How far such a wish got. */
  public enum Progress {
    /** Waits for whoever answers for the reader. */
    ASKED,
    /** Waits for dispatch. */
    APPROVED,
    /** Whoever answers for the reader did not agree. */
    REFUSED,
    /** The copy is sealed to every device the reader has. */
    DONE,
    /** When it came to it they were no reader, or had no device. */
    NOT_ELIGIBLE,
    /** They turned out to be a party to the matter: it is closed to them for good. */
    PARTY,
    /** The report's data key was destroyed: nobody can read it any more. */
    ERASED
  }

  public static SealingAgain asked(PersonId reader, Instant now) {
    return new SealingAgain(reader, now, Progress.ASKED, Optional.empty());
  }

  /** The same, as somebody else decided. */
  public SealingAgain decided(Progress decision, PersonId by) {
    return new SealingAgain(reader, askedAt, decision, Optional.of(by));
  }

  /** The same, as dispatch left it. */
  public SealingAgain ended(Progress end) {
    return new SealingAgain(reader, askedAt, end, decidedBy);
  }
}
