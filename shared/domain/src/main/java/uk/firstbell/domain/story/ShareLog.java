package uk.firstbell.domain.story;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.firstbell.domain.model.DeliveryId;

/**
 * With whom a school's readers shared what they read in a delivery.
 *
 * @param shares in the order they were noted
 */
public record ShareLog(DeliveryId delivery, List<Share> shares) implements Row {
  /** How many are noted of one delivery at most; a school that tells more has another need. */
  public static final int SHARES_MAX = 50;

  public ShareLog {
    shares = List.copyOf(shares);
  }

  /** One in which nothing is noted yet. */
  public static ShareLog empty(DeliveryId delivery) {
    return new ShareLog(delivery, List.of());
  }

  @Override
  public RowId id() {
    return RowId.shareLog(delivery);
  }

  public Optional<Share> named(String name) {
    return shares.stream().filter(share -> share.name().equals(name)).findFirst();
  }

  public boolean full() {
    return shares.size() >= SHARES_MAX;
  }

  public ShareLog with(Share share) {
    return new ShareLog(delivery, Stream.concat(shares.stream(), Stream.of(share)).toList());
  }
}
