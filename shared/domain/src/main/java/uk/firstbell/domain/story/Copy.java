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
 */
public record Copy(
    DeliveryId delivery,
    PersonId reader,
    byte[] sealed,
    String openingTokenHash,
    Instant availableAt,
    State state)
    implements Row {

  /** What a reader did with a copy. */
  public enum State {
    SEALED,
    FETCHED,
    OPENED
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
    return new Copy(delivery, reader, sealed, tokenHash, now, State.SEALED);
  }

  public Copy fetched() {
    return new Copy(
        delivery,
        reader,
        sealed,
        openingTokenHash,
        availableAt,
        state == State.SEALED ? State.FETCHED : state);
  }

  public Copy opened() {
    return new Copy(delivery, reader, sealed, openingTokenHash, availableAt, State.OPENED);
  }
}
