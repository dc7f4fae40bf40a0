package uk.firstbell.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * The ratio of two measurements that were taken one after the other, several times over.
 *
 * @param sorted at least one, the smallest first
 */
record Ratios(List<Double> sorted) {
  Ratios {
    sorted = sorted.stream().sorted().toList();
  }

  /** {@code this} over {@code that}, once a round; a round that is thrown away goes before. */
  static Ratios of(int rounds, DoubleSupplier measured, DoubleSupplier against) {
    var ratios = new ArrayList<Double>();
    for (int round = 0; round <= rounds; round++) {
      double ratio = measured.getAsDouble() / against.getAsDouble();
      if (round > 0) {
        ratios.add(ratio);
      }
    }
    return new Ratios(ratios);
  }

  double median() {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** The median and, in brackets, the extremes. */
  String said() {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f, %d rounds)",
        median(),
        sorted.getFirst(),
        sorted.getLast(),
        sorted.size());
  }
}
