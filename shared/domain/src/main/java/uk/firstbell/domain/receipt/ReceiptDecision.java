package uk.firstbell.domain.receipt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.Share;

/** What came of a reader's request. */
public sealed interface ReceiptDecision {
  /** The reader's sealed copy. */
  record Fetched(byte[] sealed) implements ReceiptDecision {}

  /** The reader proved having opened it; {@code again} if that was known. */
  record Opened(boolean again) implements ReceiptDecision {}

  /** The delivery is closed with the reader's outcome; {@code again} if it was by the same one. */
  record Acknowledged(boolean again) implements ReceiptDecision {}

  /** It went back as the wrong child or school; {@code again} if it had by the same outcome. */
  record Returned(boolean again) implements ReceiptDecision {}

  /** Whoever asks has nothing to read by: no device of theirs is certified at this moment. */
  record NoDevice() implements ReceiptDecision {}

  /** It is noted whom the reader told; {@code again} if it was by the same name. */
  record Shared(boolean again) implements ReceiptDecision {}

  /**
   * With whom it was shared.
   *
   * @param asker whose own notes are told from the others'
   */
  record SharesTold(List<Share> shares, PersonId asker) implements ReceiptDecision {
    public SharesTold {
      shares = List.copyOf(shares);
    }
  }

  /**
   * What came earlier about each child, in the order in which they stand in the copy.
   *
   * @param more until when to look next, if there may be more
   */
  record EarlierTold(List<List<Earlier>> children, Optional<Instant> more)
      implements ReceiptDecision {
    public EarlierTold {
      children = children.stream().map(List::copyOf).toList();
    }
  }

  /** Another share was noted by that name. */
  record SharedOtherwise() implements ReceiptDecision {}

  /** As much is noted as the log takes. */
  record TooManyShares() implements ReceiptDecision {}

  /**
   * The copy is to be sealed to the devices the reader has now.
   *
   * @param waits whether somebody who answers for them has to agree first, because it is closed
   */
  record ToBeSealedAgain(boolean waits) implements ReceiptDecision {}

  /** It cannot be sealed again: the report is erased. */
  record Erased() implements ReceiptDecision {}

  /** For this reader there is nothing there, whatever there may be for others. */
  record NotThere() implements ReceiptDecision {}

  /** That is not the token inside the copy. */
  record WrongToken() implements ReceiptDecision {}

  /** What follows from reading is for whoever opened their copy; this reader has not. */
  record NotOpenedYet() implements ReceiptDecision {}

  /** That is no outcome of this item: a case is answered through the case itself. */
  record OutcomeDoesNotFit() implements ReceiptDecision {}

  /** Somebody closed it with another outcome. */
  record ClosedOtherwise() implements ReceiptDecision {}

  /** Other writers kept changing it; the request may be repeated. */
  record Contended() implements ReceiptDecision {}
}
