package uk.firstbell.benchmarks;

import static java.util.Comparator.comparingLong;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import uk.firstbell.local.MeasuredGateway;

/**
 * Where the time of one incident goes, from the report to the mails: which part of it each phase
 * takes, and of each phase how much is spent waiting for AWS, and for what.
 */
final class IncidentProfile {
  private static final int ROUNDS = 4;
  private static final int INCIDENTS = 10;

  /** The first moment anybody may be alerted of that Friday's report. */
  private static final Instant ALERT = Instant.parse("2026-05-05T05:45:00Z");

  private final Map<Phase, List<Long>> nanos = new EnumMap<>(Phase.class);
  private final Map<Phase, Map<String, CallSpans.Span>> calls = new EnumMap<>(Phase.class);

  private IncidentProfile() {}

  private enum Phase {
    /** HTTP, proof, schema, rules, and one transaction. */
    ACCEPT("intake, to the answer"),
    /** Streams and queues; the plan; the copies. */
    HAND_ON("relay, routing and dispatch, to sealed copies"),
    /** The watch, each minute at which something is due; the alerts. */
    ALERT("watch and dispatch, to mails sent");

    private final String said;

    Phase(String said) {
      this.said = said;
    }
  }

  /** Lines of a table, once every round was played on a gateway of its own. */
  static List<String> measure() {
    round(new IncidentProfile());
    var profile = new IncidentProfile();
    for (int round = 0; round < ROUNDS; round++) {
      round(profile);
    }
    return profile.said();
  }

  private static void round(IncidentProfile profile) {
    var reports = new SampleReports();
    try (var gateway = MeasuredGateway.start(reports.publishedAt())) {
      var signer = gateway.signer(reports.keyId());
      CallSpans.drain();
      long accepting = 0;
      long handingOn = 0;
      for (int i = 0; i < INCIDENTS; i++) {
        byte[] report = reports.next();
        accepting += profile.timed(Phase.ACCEPT, () -> gateway.publish(signer, report));
        handingOn += profile.timed(Phase.HAND_ON, gateway::settle);
      }
      long alerting = profile.timed(Phase.ALERT, () -> gateway.advanceTo(ALERT));
      if (gateway.mails() % INCIDENTS != 0 || gateway.mails() == 0) {
        throw new IllegalStateException("not every incident came to its mails");
      }
      profile.add(Phase.ACCEPT, accepting);
      profile.add(Phase.HAND_ON, handingOn);
      profile.add(Phase.ALERT, alerting);
    }
  }

  private long timed(Phase phase, Runnable act) {
    long began = System.nanoTime();
    act.run();
    long took = System.nanoTime() - began;
    CallSpans.drain()
        .forEach((call, span) ->
            calls
                .computeIfAbsent(phase, _ -> new TreeMap<>())
                .merge(call, span, CallSpans.Span::plus));
    return took;
  }

  private void add(Phase phase, long took) {
    nanos.computeIfAbsent(phase, _ -> new ArrayList<>()).add(took);
  }

  private List<String> said() {
    var lines = new ArrayList<String>();
    for (Phase phase : Phase.values()) {
      double all = of(phase).stream().mapToLong(Long::longValue).sum();
      lines.add(phase.said + ": of an incident's time " + share(phase).said());
      calls.getOrDefault(phase, Map.of()).entrySet().stream()
          .sorted(
              comparingLong((Map.Entry<String, CallSpans.Span> call) -> call.getValue().nanos())
                  .reversed())
          .forEach(call -> lines.add(said(call.getKey(), call.getValue(), all)));
      double waited =
          calls.getOrDefault(phase, Map.of()).values().stream()
              .mapToLong(CallSpans.Span::nanos)
              .sum();
      lines.add(said("everything else", (all - waited) / all));
    }
    return lines;
  }

  private static String said(String call, CallSpans.Span span, double all) {
    double each = (double) span.calls() / (ROUNDS * INCIDENTS);
    return said(String.format(Locale.ROOT, "%s, %.1f an incident", call, each), span.nanos() / all);
  }

  private static String said(String what, double share) {
    return String.format(Locale.ROOT, "  %4.1f %%  %s", 100 * share, what);
  }

  /** The phase's part of each round. */
  private Ratios share(Phase phase) {
    var shares = new ArrayList<Double>();
    for (int round = 0; round < ROUNDS; round++) {
      int at = round;
      double all = nanos.values().stream().mapToLong(each -> each.get(at)).sum();
      shares.add(of(phase).get(at) / all);
    }
    return new Ratios(shares);
  }

  private List<Long> of(Phase phase) {
    return nanos.getOrDefault(phase, List.of());
  }
}
