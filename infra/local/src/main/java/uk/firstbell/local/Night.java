package uk.firstbell.local;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import uk.firstbell.cloud.template.Alarm;
import uk.firstbell.local.Checks.Verdict;
import uk.firstbell.local.Player.Played;
import uk.firstbell.local.Timeline.Acts;
import uk.firstbell.local.Timeline.Ends;
import uk.firstbell.local.Timeline.Publishes;
import uk.firstbell.testkit.scene.BadSceneException;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.testkit.scene.Outcome;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.testkit.scene.Scene;

/**
 * A set of scenes: what happens in any of them, in one order of time, on one clock that goes from
 * one such moment to the next and stops between two of them where something is due. Each is told,
 * and held against what must have come of it when it is over.
 */
final class Night {
  /** Within a hundred columns. */
  private static final String ROW = "%-22s  %-33s  %-33s  %s";

  private final RunningGateway gateway;
  private final Progress progress;
  private final Player player;
  private final Checks checks;

  /**
   * @param progress where the night goes on, and where it is noted how far it got
   */
  Night(RunningGateway gateway, Outside outside, Progress progress) {
    this.gateway = gateway;
    this.progress = progress;
    this.player = new Player(gateway, outside);
    this.checks = new Checks(gateway, outside);
  }

  /** A scene, what must have come of it, and the hunt for what is sent in it of people. */
  record Sample(Scene scene, Outcome outcome, Canary canary) {
    /**
     * Reads a scene's event and the outcome beside it.
     *
     * @param borough the folder that lists whom and what they may name
     * @throws BadSceneException if either is not what it should be
     * @throws IllegalArgumentException if what is sent cannot be hunted for: see {@link Canary#of}
     * @throws UncheckedIOException if either cannot be read
     */
    static Sample read(Path event, Path borough) {
      Scene scene = Scene.read(event);
      SampleBorough.requireListed(borough, scene);
      Outcome outcome = Outcome.beside(event);
      SampleBorough.requireListed(borough, outcome);
      var hunted = new TreeMap<String, Canary>();
      scene.sent().forEach((place, sent) -> hunted.put(place, Canary.of(sent)));
      return new Sample(scene, outcome, Canary.together(hunted));
    }
  }

  /**
   * Plays what is left of the timeline, and says what is wrong with all of it; nothing, if
   * everything held.
   *
   * @param until what lies after it stays to be played by another run; {@link Instant#MAX} for
   *     nothing
   */
  List<String> play(Timeline timeline, Instant until) {
    for (Timeline.Entry entry : timeline.entries()) {
      if (!progress.has(entry) && !entry.at().isAfter(until)) {
        // Does first whatever follows from the entry before, even where the moment is the same.
        gateway.advanceTo(entry.at());
        gateway.inTurn(() -> play(entry));
      }
    }
    if (until.isBefore(Instant.MAX)) {
      gateway.advanceTo(until);
    }
    gateway.catchUp();
    return summary(timeline);
  }

  private void play(Timeline.Entry entry) {
    switch (entry) {
      case Publishes publishes -> progress.note(player.publishes(publishes));
      case Acts acts -> progress.note(player.acts(acts, played(acts.sample())));
      case Ends ends -> {
        Played played = played(ends.sample());
        told(played);
        progress.note(checks.scene(played, ends.sample().outcome()));
      }
    }
  }

  private Played played(Sample sample) {
    String name = sample.scene().name();
    return Played.of(
        sample.scene(),
        progress.came().stream().filter(one -> one.key().scene().equals(name)).toList());
  }

  private void told(Played played) {
    for (int i = 0; i < played.steps().size(); i++) {
      if (played.scene().then().get(i) instanceof Scene.Step.Audit) {
        gateway.narrator().say("");
        gateway.narrator().say("What the auditor was told of " + played.scene().name() + ":");
        Player.told(played.steps().get(i)).forEach(line -> gateway.narrator().say("  " + line));
      }
    }
  }

  /** How often whatever the clock starts came to its end, for whose silence an alarm waits. */
  private String heartbeats() {
    var metrics = new Metrics(gateway.logged());
    return gateway.cloud().template().alarms().stream()
        .filter(Alarm::whenMissing)
        .map(alarm ->
            "%s %d"
                .formatted(
                    String.join(" ", alarm.dimensions().values()),
                    metrics.sum(alarm.namespace(), alarm.metric(), alarm.dimensions()).orElse(0)))
        .collect(Collectors.joining(", ", "Heartbeats: ", "."));
  }

  private List<String> summary(Timeline timeline) {
    List<Sample> begun =
        timeline.entries().stream()
            .filter(Publishes.class::isInstance)
            .filter(progress::has)
            .map(Timeline.Entry::sample)
            .toList();
    var findings = new ArrayList<String>();
    progress.verdicts().forEach(verdict -> findings.addAll(verdict.findings()));
    findings.addAll(checks.run());
    if (timeline.entries().stream().anyMatch(entry -> !progress.has(entry))) {
      begun.forEach(sample -> findings.addAll(checks.invariants(played(sample))));
    } else {
      findings.addAll(
          checks.mails(
              begun.stream().map(Sample::outcome).toList(),
              begun.stream().map(this::played).toList()));
    }
    // Searched last, so that everything the scenes left behind is there to be searched.
    var leaks = new Leaks(gateway);
    var hunted = new TreeMap<String, Canary>();
    begun.forEach(sample -> hunted.put(sample.scene().name() + ": ", sample.canary()));
    leaks.of(Canary.together(hunted)).forEach(leak -> findings.add("invariant I6: " + leak));
    tell(leaks, opened(begun), findings);
    return findings;
  }

  private String opened(List<Sample> begun) {
    List<Boolean> inTime =
        begun.stream().flatMap(sample -> checks.openedInTime(played(sample)).stream()).toList();
    return "%d notices opened, %d of them in time (R6)."
        .formatted(inTime.size(), inTime.stream().filter(soon -> soon).count());
  }

  private void tell(Leaks leaks, String opened, List<String> findings) {
    Narrator narrator = gateway.narrator();
    narrator.say("");
    narrator.say(ROW.formatted("scene", "expected", "what happened", "verdict"));
    List<Verdict> verdicts = progress.verdicts();
    verdicts.forEach(verdict ->
        narrator.say(
            ROW.formatted(
                verdict.scene(),
                verdict.expected(),
                verdict.happened(),
                verdict.findings().isEmpty() ? "held" : "BROKEN")));
    narrator.say("");
    narrator.say(
        "%d scene%s played: %d copies opened by their readers, %d times another's key refused, %d places searched for what a report said."
            .formatted(
                verdicts.size(),
                verdicts.size() == 1 ? "" : "s",
                verdicts.stream().mapToInt(Verdict::copiesOpened).sum(),
                verdicts.stream().mapToInt(Verdict::keysRefused).sum(),
                leaks.searched()));
    narrator.say(opened);
    narrator.say(heartbeats());
    if (findings.isEmpty()) {
      narrator.say("Everything held.");
    } else {
      findings.forEach(finding -> narrator.say("BROKEN  " + finding));
    }
  }
}
