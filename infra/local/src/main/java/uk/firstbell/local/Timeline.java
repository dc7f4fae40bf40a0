package uk.firstbell.local;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import uk.firstbell.local.Night.Sample;
import uk.firstbell.testkit.scene.Scene.Step;

/**
 * All that happens in some scenes, in one order of time: the same scenes give the same list in
 * every run. What happens at the same moment stays in the order of the scenes' names and of their
 * steps.
 */
record Timeline(List<Entry> entries) {
  private static final Instant QUIET_NIGHT = Instant.parse("2026-09-11T20:30:00Z");

  Timeline {
    entries = List.copyOf(entries);
  }

  /**
   * Names one entry.
   *
   * @param step 0 for the report, then counted on; the last is the scene's check
   */
  record Key(String scene, int step) {}

  /** One thing that happens. */
  sealed interface Entry {
    Key key();

    Instant at();

    Sample sample();
  }

  /** The scene's report is sent. */
  record Publishes(Key key, Instant at, Sample sample) implements Entry {}

  /** What a scene tells of next. */
  record Acts(Key key, Sample sample, Step step) implements Entry {
    @Override
    public Instant at() {
      return step.at();
    }
  }

  /** The scene is over, and held against its outcome. */
  record Ends(Key key, Instant at, Sample sample) implements Entry {}

  /** The timeline of {@code samples}, whose names differ. */
  static Timeline of(List<Sample> samples) {
    return new Timeline(
        samples.stream()
            .flatMap(sample -> entries(sample).stream())
            .sorted(
                comparing(Entry::at)
                    .thenComparing(entry -> entry.key().scene())
                    .thenComparingInt(entry -> entry.key().step()))
            .toList());
  }

  /** The moment at which the first thing happens; where nothing does, a Friday night. */
  Instant start() {
    return entries.isEmpty() ? QUIET_NIGHT : entries.getFirst().at();
  }

  /** Everything that is played, in the order in which it ends. */
  List<Sample> samples() {
    return entries.stream().filter(Ends.class::isInstance).map(Entry::sample).toList();
  }

  private static List<Entry> entries(Sample sample) {
    var scene = sample.scene();
    var entries = new ArrayList<Entry>();
    entries.add(new Publishes(key(sample, entries), scene.publish().at(), sample));
    for (Step step : scene.then()) {
      entries.add(new Acts(key(sample, entries), sample, step));
    }
    entries.add(new Ends(key(sample, entries), scene.until(), sample));
    return entries;
  }

  private static Key key(Sample sample, List<Entry> before) {
    return new Key(sample.scene().name(), before.size());
  }
}
