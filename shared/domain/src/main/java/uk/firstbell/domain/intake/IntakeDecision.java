package uk.firstbell.domain.intake;

import java.util.List;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Missing;

/** What intake makes of a request. */
public sealed interface IntakeDecision {
  /** The report is now the gateway's duty. */
  record Accepted(Receipt receipt) implements IntakeDecision {}

  /** It was before: the same message with the same body gets the first answer again. */
  record AlreadyAccepted(Receipt receipt) implements IntakeDecision {}

  /** The sender used this message id for another body. */
  record MessageIdTaken() implements IntakeDecision {}

  /** Readable, and not usable; every fault at once. */
  record Rejected(List<Fault> faults) implements IntakeDecision {
    public Rejected {
      faults = List.copyOf(faults);
    }
  }

  /** Not even readable. */
  record Unreadable(Fault fault) implements IntakeDecision {}

  /** Nobody knows who sent this. The reason is for our own log. */
  record NotAuthentic(SignatureProof.Reason reason) implements IntakeDecision {}

  /**
   * The answer to a sender whose report was accepted.
   *
   * @param deadline provisional: routing decides it again, by the same rule, for each school
   */
  record Receipt(NotificationId notification, Deadline deadline, List<Missing> missing) {
    public Receipt {
      missing = List.copyOf(missing);
    }
  }
}
