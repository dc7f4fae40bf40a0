package uk.firstbell.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uk.firstbell.local.Player.Played;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.testkit.scene.Outcome;
import uk.firstbell.testkit.scene.Scene;

/**
 * A set of scenes: played in order of time, told, and then held against what must have come of
 * them.
 */
final class Night {
  private final RunningGateway gateway;
  private final Outside outside;

  Night(RunningGateway gateway, Outside outside) {
    this.gateway = gateway;
    this.outside = outside;
  }

  /** Plays the scenes, and says what is wrong; nothing, if everything held. */
  List<String> play(List<Path> events) {
    var player = new Player(gateway, outside);
    var checks = new Checks(gateway, outside);
    var leaks = new Leaks(gateway);
    var outcomes = new ArrayList<Outcome>();
    var leaked = new ArrayList<String>();
    for (Path event : events) {
      Scene scene = Scene.read(event);
      Outcome outcome = Outcome.beside(event);
      Played played = player.play(scene);
      told(played);
      checks.scene(played, outcome);
      outcomes.add(outcome);
    }
    checks.run(outcomes);
    // Searched last, so that everything the scenes left behind is there to be searched.
    for (Path event : events) {
      leaked.addAll(leaks.of(Canary.of(Scene.read(event).publish().body())));
    }
    var findings = new ArrayList<>(checks.findings());
    leaked.forEach(leak -> findings.add("invariant I6: " + leak));
    summary(events.size(), checks, leaks, findings);
    return findings;
  }

  private void told(Played played) {
    for (int i = 0; i < played.steps().size(); i++) {
      if (played.scene().then().get(i) instanceof Scene.Step.Audit) {
        gateway.narrator().say("");
        gateway.narrator().say("What the auditor was told:");
        Player.told(played.steps().get(i)).forEach(line -> gateway.narrator().say("  " + line));
      }
    }
  }

  private void summary(int scenes, Checks checks, Leaks leaks, List<String> findings) {
    gateway.narrator().say("");
    gateway
        .narrator()
        .say(
            "%d scene%s played: %d copies opened by their readers, %d times another's key refused, %d places searched for what a report said."
                .formatted(
                    scenes,
                    scenes == 1 ? "" : "s",
                    checks.copiesOpened(),
                    checks.keysRefused(),
                    leaks.searched()));
    if (findings.isEmpty()) {
      gateway.narrator().say("Everything held.");
    } else {
      findings.forEach(finding -> gateway.narrator().say("BROKEN  " + finding));
    }
  }
}
