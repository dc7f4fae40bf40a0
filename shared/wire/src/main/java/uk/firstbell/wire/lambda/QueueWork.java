package uk.firstbell.wire.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;

/**
 * Works off a queue's messages, each on its own: one that fails comes again, and no other does. A
 * message that failed too often ends in the queue's dead letters, whose alarm calls a person.
 *
 * <p>Each line also says which attempt it was and how many milliseconds it took; of a message that
 * comes again it says so.
 */
public final class QueueWork {

  private final String stage;
  private final DecisionLog log;
  private final InstantSource time;

  public QueueWork(String stage, DecisionLog log, InstantSource time) {
    this.stage = stage;
    this.log = log;
    this.time = time;
  }

  /**
   * What one message came to.
   *
   * @param again whether the message is to come again
   */
  public record Attempt(Decision decision, boolean again) {
    /** The message is done with. */
    public static Attempt done(Decision decision) {
      return new Attempt(decision, false);
    }

    /** Another worker was in the way; the message comes again by itself, and then it may pass. */
    public static Attempt later(Decision decision) {
      return again(decision.at(Level.WARN));
    }

    /**
     * The message makes no sense, which only a bug of ours can cause. It comes again all the same:
     * a message that was dropped would be known to nobody, and this one ends in the dead letters.
     */
    public static Attempt senseless(Decision decision) {
      return again(decision.at(Level.ERROR));
    }

    private static Attempt again(Decision decision) {
      return new Attempt(decision.with("next", new Fact.Code("COMES_AGAIN")), true);
    }
  }

  /** Does every message of {@code batch} in its order, and writes one line for each. */
  public BatchAnswer each(QueueBatch batch, Function<Nudge, Attempt> act) {
    List<String> failed = new ArrayList<>();
    for (String message : batch.unreadable()) {
      Decision unreadable = decision("-", "UNREADABLE").with("message", new Fact.Id(message));
      log.decided(Attempt.senseless(unreadable).decision());
      failed.add(message);
    }
    for (QueueBatch.Message message : batch.messages()) {
      Instant begun = time.instant();
      Attempt attempt = attempt(message.nudge(), act);
      Duration taken = Duration.between(begun, time.instant());
      log.decided(
          attempt
              .decision()
              .with("attempt", new Fact.Count(message.attempt()))
              .with("milliseconds", new Fact.Count(taken.toMillis())));
      if (attempt.again()) {
        failed.add(message.messageId());
      }
    }
    return BatchAnswer.failing(failed);
  }

  /** An outage, or a bug, that one message met: the others have done nothing to deserve it. */
  private Attempt attempt(Nudge nudge, Function<Nudge, Attempt> act) {
    try {
      return act.apply(nudge);
    } catch (RuntimeException thrown) {
      return Attempt.again(Failures.told(decision(nudge.id().toString(), "FAILED"), thrown));
    }
  }

  private Decision decision(String id, String outcome) {
    return Decision.of(time.instant(), stage, id, outcome);
  }
}
