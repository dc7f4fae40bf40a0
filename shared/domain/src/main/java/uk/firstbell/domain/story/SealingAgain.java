package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.model.PersonId;

/**
 * A reader's wish to read a delivery by the devices they have now. While it is open, dispatch does
 * so; once it is closed, whoever answers for the reader has to agree first, also where the wish is
 * older than the answer that closed it (design section 4).
 *
 * @param decidedBy who agreed, or did not
 */
public record SealingAgain(
    PersonId reader, Instant askedAt, Progress progress, Optional<PersonId> decidedBy) {

  /** How far such a wish got. */
  public enum Progress {
    /** Waits for dispatch: the delivery is open. */
    WISHED,
    /** The delivery is closed: waits for dispatch to tell whoever answers for the reader. */
    ASKED,
    /**
     * Waits for whoever answers for the reader. They were told; where nobody could be, the trail
     * says so.
     */
    WAITS,
    /** Waits for dispatch. */
    APPROVED,
    /** Whoever answers for the reader did not agree. */
    REFUSED,
    /** The copy is sealed to every device the reader has. */
    DONE,
    /**
     * When it came to it they were no reader, as nobody is of what was sent back or superseded, or
     * had no device.
     */
    NOT_ELIGIBLE,
    /** They turned out to be a party to the matter: it is closed to them for good. */
    PARTY,
    /** The report's data key was destroyed: nobody can read it any more. */
    ERASED;

    /** Whether dispatch is to act. */
    public boolean waitsForDispatch() {
      return this == WISHED || this == ASKED || this == APPROVED;
    }

    /** Whether somebody else is to decide. */
    public boolean waitsForAnother() {
      return this == ASKED || this == WAITS;
    }
  }

  /** Of an open delivery. */
  public static SealingAgain wished(PersonId reader, Instant now) {
    return new SealingAgain(reader, now, Progress.WISHED, Optional.empty());
  }

  /** Of a closed delivery. */
  public static SealingAgain asked(PersonId reader, Instant now) {
    return new SealingAgain(reader, now, Progress.ASKED, Optional.empty());
  }

  /** The same, as the delivery was closed before dispatch came to it. */
  SealingAgain closed() {
    return progress == Progress.WISHED ? asked(reader, askedAt) : this;
  }

  /** The same, as nobody reads the delivery any more. */
  SealingAgain accessEnded() {
    return progress == Progress.WISHED ? ended(Progress.NOT_ELIGIBLE) : this;
  }

  /** The same, and whoever can agree was told, as far as anybody could be. */
  public SealingAgain told() {
    return new SealingAgain(reader, askedAt, Progress.WAITS, decidedBy);
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
