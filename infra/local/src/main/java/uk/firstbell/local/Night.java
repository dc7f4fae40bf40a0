package uk.firstbell.local;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import uk.firstbell.cloud.template.Alarm;
import uk.firstbell.local.Checks.Verdict;
import uk.firstbell.local.Player.Came;
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
  private final Outside outside;
  private final List<Came> came = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  Night(RunningGateway gateway, Outside outside) {
    this.gateway = gateway;
    this.outside = outside;
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

  /** Plays the timeline, and says what is wrong; nothing, if everything held. */
  List<String> play(Timeline timeline) {
    var player = new Player(gateway, outside);
    var checks = new Checks(gateway, outside);
    for (Timeline.Entry entry : timeline.entries()) {
      // Does first whatever follows from the entry before, even where the moment is the same.
      gateway.advanceTo(entry.at());
      switch (entry) {
        case Publishes publishes -> came.add(player.publishes(publishes));
        case Acts acts -> came.add(player.acts(acts, played(acts.sample())));
        case Ends ends -> {
          Played played = played(ends.sample());
          told(played);
          verdicts.add(checks.scene(played, ends.sample().outcome()));
        }
      }
    }
    return summary(timeline, checks);
  }

  private Played played(Sample sample) {
    String name = sample.scene().name();
    return Played.of(
        sample.scene(), came.stream().filter(one -> one.key().scene().equals(name)).toList());
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

  private List<String> summary(Timeline timeline, Checks checks) {
    List<Sample> samples = timeline.samples();
    var findings = new ArrayList<String>();
    verdicts.forEach(verdict -> findings.addAll(verdict.findings()));
    findings.addAll(checks.run(samples.stream().map(Sample::outcome).toList()));
    // Searched last, so that everything the scenes left behind is there to be searched.
    var leaks = new Leaks(gateway);
    var hunted = new TreeMap<String, Canary>();
    samples.forEach(sample -> hunted.put(sample.scene().name() + ": ", sample.canary()));
    leaks.of(Canary.together(hunted)).forEach(leak -> findings.add("invariant I6: " + leak));
    tell(leaks, findings);
    return findings;
  }

  private void tell(Leaks leaks, List<String> findings) {
    Narrator narrator = gateway.narrator();
    narrator.say("");
    narrator.say(ROW.formatted("scene", "expected", "what happened", "verdict"));
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
    narrator.say(heartbeats());
    if (findings.isEmpty()) {
      narrator.say("Everything held.");
    } else {
      findings.forEach(finding -> narrator.say("BROKEN  " + finding));
    }
  }
}
