package uk.firstbell.wire.lambda;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One entry for each decision, made at the handler once the decision is final. */
public interface DecisionLog {
  void decided(Decision decision);

  /** Who should look. */
  enum Level {
    /** The ordinary course. */
    INFO,
    /** Something failed and will be tried again by itself. */
    WARN,
    /** A person should act. */
    ERROR
  }

  /**
   * What was decided. Nothing here has room for a name, a sentence or an address: every part is an
   * id, a code, a count or a moment, and refuses anything else.
   *
   * @param time when it was decided
   * @param stage the stage's one word
   * @param id the notification, delivery or row; a hyphen where there is none yet
   * @param outcome the decision's name in upper snake case
   * @param facts what else to know, by name
   */
  record Decision(
      Instant time, Level level, String stage, String id, String outcome, Map<String, Fact> facts) {
    private static final Pattern STAGE = Pattern.compile("[a-z]{2,20}");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,30}");

    /** A metric stands beside these in its line. */
    private static final Set<String> TAKEN =
        Set.of("time", "level", "stage", "id", "outcome", "facts");

    public Decision {
      require(STAGE, stage, "a stage is one lower-case word");
      require(Fact.Id.SHAPE, id, "an id has no room for words");
      require(Fact.Code.SHAPE, outcome, "an outcome is upper snake case");
      facts.keySet().forEach(name -> require(NAME, name, "a fact's name is one word"));
      facts.forEach((name, fact) -> {
        if (fact instanceof Fact.Metric && TAKEN.contains(name)) {
          throw new IllegalArgumentException("a metric's name is one that the line does not have");
        }
      });
      facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** A decision in the ordinary course, without facts yet. */
    public static Decision of(Instant time, String stage, String id, String outcome) {
      return new Decision(time, Level.INFO, stage, id, outcome, Map.of());
    }

    public Decision with(String name, Fact fact) {
      var more = new TreeMap<>(facts);
      more.put(name, fact);
      return new Decision(time, level, stage, id, outcome, more);
    }

    public Decision at(Level other) {
      return new Decision(time, other, stage, id, outcome, facts);
    }
  }

  /** One thing to know beside the outcome. */
  sealed interface Fact {
    /** An opaque name: 1 to 160 of letters, digits and {@code # / . _ : -}. */
    record Id(String value) implements Fact {
      static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9#/._:-]{1,160}");

      public Id {
        require(SHAPE, value, "an id has no room for words");
      }
    }

    /** One of a closed set of names, in upper snake case. */
    record Code(String value) implements Fact {
      static final Pattern SHAPE = Pattern.compile("[A-Z][A-Z0-9_]{0,60}");

      public Code {
        require(SHAPE, value, "a code is upper snake case");
      }
    }

    /** How many, or how long in the unit that the fact's name ends with. */
    record Count(long value) implements Fact {}

    /**
     * How many, where an alarm may wait for it: CloudWatch adds up what the lines of a stage say
     * under the fact's name.
     */
    record Metric(long value) implements Fact {}

    /** When. */
    record Moment(Instant value) implements Fact {}
  }

  private static void require(Pattern shape, String value, String claim) {
    if (!shape.matcher(value).matches()) {
      throw new IllegalArgumentException(claim);
    }
  }
}
