package uk.firstbell.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import uk.firstbell.rehearsal.Surroundings;

/** Plays a night once cleanly, and once for each call and each way it can fail. */
public final class FaultSweep {
  private FaultSweep() {}

  /**
   * What a sweep found.
   *
   * @param calls every call of the clean run
   * @param swept how many of them were made to fail
   * @param runs how many runs had a fault
   * @param failures each with the night, the call and the way it failed
   */
  public record Found(Night night, List<Touch> calls, int swept, int runs, List<String> failures) {
    public Found {
      calls = List.copyOf(calls);
      failures = List.copyOf(failures);
    }

    /** How many of the calls leave nothing behind, and so fail in one way only. */
    private long reads() {
      return calls.stream().filter(touch -> touch.ways().equals(Set.of(Way.LOST))).count();
    }

    /** What was done, in two lines. */
    @Override
    public String toString() {
      var counted =
          calls.stream()
              .collect(Collectors.groupingBy(Touch::what, TreeMap::new, Collectors.counting()));
      return "Fault sweep %s: %d calls recorded, %d swept, %d runs (%d calls leave nothing behind: lost only), %d failures.%n  %s"
          .formatted(night, calls.size(), swept, runs, reads(), failures.size(), counted);
    }
  }

  /**
   * Every call of {@code night}.
   *
   * @throws IllegalStateException if no call was recorded: a sweep of nothing proves nothing
   */
  public static Found over(Night night) {
    return over(night, () -> Surroundings.QUIET, _ -> true);
  }

  /**
   * The calls that {@code which} names.
   *
   * @param behind what lies between the failing calls and the ports, anew for each run
   * @throws IllegalStateException if no run was made: a sweep of nothing proves nothing
   */
  static Found over(Night night, Supplier<Surroundings> behind, Predicate<Touch> which) {
    var quiet = new FaultySurroundings(behind.get(), Optional.empty());
    Night.Played clean = night.play(quiet);
    List<Touch> swept = quiet.touches().stream().filter(which).toList();
    List<Fault> faults =
        swept.stream()
            .flatMap(touch -> touch.ways().stream().map(way -> new Fault(touch, way)))
            .toList();
    if (faults.isEmpty()) {
      throw new IllegalStateException("a sweep that made no run proves nothing");
    }
    var failures = new ArrayList<String>();
    failures.addAll(named(night + " clean run", Judge.findings(clean, Optional.empty())));
    // Runs share nothing, so as many go at once as there are processors.
    failures.addAll(
        faults.parallelStream()
            .map(fault -> run(night, behind.get(), fault))
            .flatMap(List::stream)
            .toList());
    return new Found(night, quiet.touches(), swept.size(), faults.size(), failures);
  }

  private static List<String> run(Night night, Surroundings behind, Fault fault) {
    var failing = new FaultySurroundings(behind, Optional.of(fault));
    return named(night + " " + fault, Judge.findings(night.play(failing), Optional.of(fault)));
  }

  private static List<String> named(String run, List<String> findings) {
    return findings.stream().map(finding -> run + ": " + finding).toList();
  }
}
