package uk.firstbell.domain.story;

import java.time.Instant;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;

/**
 * One named reader's sealed copy.
 *
 * @param sealed the CMS message; readable by this reader alone
 * @param openingTokenHash SHA-256 of the token inside the copy, lower-case hex; the token itself is
 *     kept nowhere
 * @param availableAt from when it can be fetched
 * @param state what the reader did with it
 * @param alert how far the reader's alert got
 */
public record Copy(
    DeliveryId delivery,
    PersonId reader,
    byte[] sealed,
    String openingTokenHash,
    Instant availableAt,
    State state,
    Alert alert)
    implements Row {

  /** What a reader did with a copy. */
  public enum State {
    SEALED,
    FETCHED,
    OPENED
  }

  /** How far one reader's alert got. */
  public sealed interface Alert {
    /** Nobody has tried to send it. */
    record Unsent() implements Alert {}

    /**
     * Somebody is sending it, or died while sending it.
     *
     * @param attempt from 1
     * @param until when the claim lapses and the alert may be sent again
     */
    record Claimed(int attempt, Instant until) implements Alert {}

    /** The mail service took it. */
    record Sent(int attempts, Instant at) implements Alert {}

    /** The mail service will never take it: the address on record is no use. */
    record Refused(int attempts, Instant at) implements Alert {}
  }

  public Copy {
    sealed = sealed.clone();
  }

  @Override
  public byte[] sealed() {
    return sealed.clone();
  }

  @Override
  public RowId id() {
    return RowId.copy(delivery, reader);
  }

  public static Copy fresh(
      DeliveryId delivery, PersonId reader, byte[] sealed, String tokenHash, Instant now) {
    return new Copy(delivery, reader, sealed, tokenHash, now, State.SEALED, new Alert.Unsent());
  }

  public Copy fetched() {
    return new Copy(
        delivery,
        reader,
        sealed,
        openingTokenHash,
        availableAt,
        state == State.SEALED ? State.FETCHED : state,
        alert);
  }

  public Copy opened() {
    return new Copy(delivery, reader, sealed, openingTokenHash, availableAt, State.OPENED, alert);
  }

  public Copy alert(Alert becomes) {
    return new Copy(delivery, reader, sealed, openingTokenHash, availableAt, state, becomes);
  }
}
