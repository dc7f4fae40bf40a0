package uk.firstbell.domain.story;

import java.time.Instant;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;

/**
 * One alert of one rung to one person, and how far it got. The row is the claim: whoever creates it
 * sends.
 */
public record Alert(DeliveryId delivery, Rung rung, PersonId person, Progress progress)
    implements Row {

  /** How far an alert got. */
  public sealed interface Progress {
    /**
     * Somebody is sending it, or died while sending it.
     *
     * @param attempt from 1
     * @param until when the claim lapses and the alert may be sent again
     */
    record Claimed(int attempt, Instant until) implements Progress {}

    /** The mail service took it. */
    record Sent(int attempts, Instant at) implements Progress {}

    /** The mail service will never take it: the address on record is no use. */
    record Refused(int attempts, Instant at) implements Progress {}
  }

  @Override
  public RowId id() {
    return RowId.alert(delivery, rung, person);
  }

  /** The same, further on. */
  public Alert now(Progress further) {
    return new Alert(delivery, rung, person, further);
  }
}
