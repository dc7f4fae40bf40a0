package uk.firstbell.functions.watch;

import java.time.InstantSource;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.watch.Sweep;
import uk.firstbell.domain.watch.Sweep.Failed;
import uk.firstbell.domain.watch.Sweep.Taken;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;
import uk.firstbell.wire.lambda.Failures;

/** Logs what sweeps did, a line a step, and adds it up. */
final class SweepLines {
  private final String stage;
  private final DecisionLog log;
  private final InstantSource time;
  private int taken;
  private int failed;
  private int beaten;

  SweepLines(String stage, DecisionLog log, InstantSource time) {
    this.stage = stage;
    this.log = log;
    this.time = time;
  }

  void add(Sweep sweep) {
    sweep.taken().forEach(step -> log.decided(line(step)));
    sweep.failed().forEach(row -> log.decided(line(row)));
    taken += sweep.taken().size();
    failed += sweep.failed().size();
    beaten += sweep.beaten();
  }

  int failed() {
    return failed;
  }

  /** A line that sums up. */
  Decision total(String outcome) {
    return line("-", outcome)
        .with("taken", new Fact.Count(taken))
        .with("failed", new Fact.Count(failed))
        .with("beaten", new Fact.Count(beaten));
  }

  Decision line(String id, String outcome) {
    return Decision.of(time.instant(), stage, id, outcome);
  }

  private Decision line(Taken step) {
    Decision line = line(step.row().toString(), step.deed().happening().name());
    String rung = step.deed().facts().get("rung");
    Decision told = rung == null ? line : line.with("rung", new Fact.Code(rung));
    if (step.deed().happening() == Happening.STILL_UNROUTED) {
      // R11: a report that nobody routes is a child unseen, and a task alone may wait.
      return told.at(Level.ERROR).with("unrouted", new Fact.Metric(1));
    }
    return confesses(step) ? confession(step, told) : told;
  }

  private static Decision confession(Taken step, Decision line) {
    Decision told = line.at(Level.ERROR).with("confessed", new Fact.Metric(1));
    String overdue = step.deed().facts().get("overdueSeconds");
    return overdue == null
        ? told
        : told.with("overdueSeconds", new Fact.Count(Long.parseLong(overdue)));
  }

  private Decision line(Failed row) {
    return Failures.told(line(row.row().toString(), "FAILED"), row.failure());
  }

  private static boolean confesses(Taken step) {
    return step.deed().happening() == Happening.FOUND_OVERDUE;
  }
}
