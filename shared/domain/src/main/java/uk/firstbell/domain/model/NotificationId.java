package uk.firstbell.domain.model;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name the gateway gives an accepted report: a UUID version 7 (RFC 9562, section 5.7), so that
 * names sort by the millisecond they were given and say nothing else.
 */
public record NotificationId(String value) implements Comparable<NotificationId> {
  private static final Pattern UUID_V7 =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  public NotificationId {
    if (!isOne(value)) {
      throw new IllegalArgumentException("a notification id is a lower-case UUID version 7");
    }
  }

  /** Whether {@code text}, from anywhere outside, has the shape of a notification id. */
  public static boolean isOne(String text) {
    return UUID_V7.matcher(text).matches();
  }

  /** A fresh id for something that happens at {@code now}; 74 bits of it come from chance. */
  public static NotificationId at(Instant now, RandomGenerator chance) {
    long high = (now.toEpochMilli() << 16) | 0x7000L | (chance.nextLong() & 0x0FFFL);
    long low = (chance.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new NotificationId(new UUID(high, low).toString());
  }

  @Override
  public int compareTo(NotificationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
