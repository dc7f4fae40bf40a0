package uk.firstbell.domain.story;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One part of all rows there are.
 *
 * @param number which, from 0
 * @param of how many parts there are; each row is in one of them
 */
public record Segment(int number, int of) {
  public Segment {
    if (number < 0 || number >= of) {
      throw new IllegalArgumentException("segments are numbered from 0 to one less than all");
    }
  }

  /** All {@code of} segments. */
  public static Stream<Segment> all(int of) {
    return IntStream.range(0, of).mapToObj(number -> new Segment(number, of));
  }
}
