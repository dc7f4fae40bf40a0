package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.firstbell.local.FatalProxy.Fate;
import uk.firstbell.testkit.endpoint.LocalEndpoint;
import uk.firstbell.testkit.scene.SampleBorough;

/** Killed and started again, with the clock where it was, the night loses nothing. */
final class RestartTest {
  private static final int KILLS = 12;

  /** Another is tried with {@code -Dfirstbell.kill.seed=N}. */
  private static final long SEED = Long.getLong("firstbell.kill.seed", 20_260_501L);

  /** A life is at most so many writes long; a dozen of them is a night of two scenes. */
  private static final int LIFE_MAX = 14;

  @TempDir private Path folder;

  @Test
  void finishes_the_night_with_nothing_lost_when_it_is_killed_at_a_dozen_moments()
      throws Exception {
    copied("bank-holiday-friday");
    copied("seven-fifty-five");
    var random = new Random(SEED);
    var moments = new ArrayList<String>();
    try (var endpoint = LocalEndpoint.start();
        var proxy = FatalProxy.before(endpoint.uri())) {
      for (int kill = 1; kill <= KILLS; kill++) {
        int write = 1 + random.nextInt(LIFE_MAX);
        boolean done = random.nextBoolean();
        moments.add(write + (done ? " done" : " not done"));
        try (var gateway = gateway(Optional.of(proxy))) {
          proxy.set(new Fate("", write, done, gateway::kill));
          int exit = gateway.ends();
          assertThat(proxy.struck()).as("seed %d, %s: %s", SEED, moments, gateway.said()).isTrue();
          assertThat(exit).isNotZero();
        }
      }
      try (var gateway = gateway(Optional.of(proxy))) {
        proxy.set(new Fate("", Integer.MAX_VALUE, false, () -> {}));

        int exit = gateway.ends();

        System.out.println("seed " + SEED + ", killed at writes " + moments + gateway.said());
        assertThat(exit).as("seed %d, %s: %s", SEED, moments, gateway.said()).isZero();
      }
    }
  }

  private GatewayProcess gateway(Optional<FatalProxy> proxy) throws Exception {
    return GatewayProcess.start(
        proxy.map(FatalProxy::uri),
        "--once",
        "--play",
        folder.resolve("scenes").toString(),
        "--data",
        folder.resolve("data").toString());
  }

  private void copied(String scene) throws Exception {
    Path event = SampleBorough.event(scene);
    Path into = Files.createDirectories(folder.resolve("scenes"));
    for (Path file : List.of(event, event.resolveSibling(scene + ".outcome.json"))) {
      Files.copy(file, into.resolve(file.getFileName()));
    }
  }
}
