package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;

/**
 * One named reader's sealed copy.
 *
 * @param sealed the CMS message; readable by this reader alone
 * @param devices the ids of the reader's devices that can open it; empty for one sealed before they
 *     were written down
 * @param openingTokenHash SHA-256 of the token inside the copy, lower-case hex; the token itself is
 *     kept nowhere
 * @param earlierTokenHash of the copy it took the place of, while that may still be read where it
 *     was fetched to
 * @param availableAt from when it can be fetched
 * @param state what the reader did with it
 */
public record Copy(
    DeliveryId delivery,
    PersonId reader,
    byte[] sealed,
    Optional<List<String>> devices,
    String openingTokenHash,
    Optional<String> earlierTokenHash,
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
    devices = devices.map(List::copyOf);
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
      DeliveryId delivery,
      PersonId reader,
      byte[] sealed,
      List<String> devices,
      String tokenHash,
      Instant now) {
    return new Copy(
        delivery,
        reader,
        sealed,
        Optional.of(devices),
        tokenHash,
        Optional.empty(),
        now,
        State.SEALED);
  }

  /**
   * Whether that device of its reader can open it. Of one that does not say to which it was sealed,
   * a device certified by then can.
   */
  public boolean sealedTo(ReaderCertificate device) {
    return devices
        .map(ids -> ids.contains(device.id()))
        .orElseGet(() -> !device.notBefore().isAfter(availableAt));
  }

  /** The hashes of the tokens by which its reader may prove having opened it. */
  public Stream<String> tokenHashes() {
    return Stream.concat(Stream.of(openingTokenHash), earlierTokenHash.stream());
  }

  public Copy fetched() {
    return with(state == State.SEALED ? State.FETCHED : state);
  }

  public Copy opened() {
    return with(State.OPENED);
  }

  /**
   * The same content sealed to these devices instead. Whoever has opened it has.
   *
   * @param stillRead whether one of the devices it was sealed to before is still the reader's: then
   *     a copy fetched to that one a moment ago still proves an opening
   */
  public Copy sealedAgain(
      byte[] anew, List<String> nowDevices, String tokenHash, boolean stillRead) {
    return new Copy(
        delivery,
        reader,
        anew,
        Optional.of(nowDevices),
        tokenHash,
        stillRead ? Optional.of(openingTokenHash) : Optional.empty(),
        availableAt,
        state == State.OPENED ? State.OPENED : State.SEALED);
  }

  private Copy with(State newState) {
    return new Copy(
        delivery,
        reader,
        sealed,
        devices,
        openingTokenHash,
        earlierTokenHash,
        availableAt,
        newState);
  }
}
