package uk.firstbell.local;

import static java.util.stream.Collectors.joining;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.firstbell.wire.lambda.DecisionLog;

/**
 * Tells a person what the gateway decides, a line a decision, and keeps every line so that a check
 * can read them all. Safe to use from several threads.
 */
final class Narrator implements DecisionLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss zzz", Locale.UK)
          .withZone(ZoneId.of("Europe/London"));

  /** A UUID's last twelve digits are chance in every version; eight of them tell two apart. */
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}([0-9a-f]{8})");

  private final PrintStream out;
  private final boolean coloured;
  private final Lines lines;
  private boolean silent;

  Narrator(PrintStream out, boolean coloured) {
    this(out, coloured, Lines.inMemory());
  }

  private Narrator(PrintStream out, boolean coloured, Lines lines) {
    this.out = out;
    this.coloured = coloured;
    this.lines = lines;
  }

  /**
   * Writes to standard output, in colour if that is a terminal and {@code NO_COLOR} is unset.
   *
   * @param lines where every line is kept
   */
  static Narrator onStandardOutput(Map<String, String> environment, Lines lines) {
    // There is a console even where output goes to a file; whether it is a terminal it has to say.
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Narrator(System.out, terminal && !environment.containsKey("NO_COLOR"), lines);
  }

  @Override
  public void decided(Decision decision) {
    String facts =
        decision.facts().entrySet().stream()
            .map(fact -> fact.getKey() + "=" + said(fact.getValue()))
            .collect(joining("  "));
    String line =
        "%-24s %-14s %-24s %-22s %s"
            .formatted(
                said(decision.time()),
                decision.stage(),
                shortened(decision.id()),
                decision.outcome(),
                facts)
            .stripTrailing();
    tell(line, colour(decision.level()));
  }

  /** A function failed: what the Lambda runtime would write to its log. */
  void failed(String function, Exception failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    tell(function + " failed: " + trace.toString().stripTrailing(), Colour.RED);
  }

  /** Says something that is no decision. */
  void say(String line) {
    tell(line, Colour.NONE);
  }

  /** From now on tells nothing: what fails while everything is being stopped is no news. */
  synchronized void fallSilent() {
    silent = true;
  }

  /** Every line so far, without colour. */
  synchronized List<String> lines() {
    return lines.all();
  }

  /** A moment in words: {@code Fri 1 May 22:40:00 BST}. */
  static String said(Instant moment) {
    return TIME.format(moment);
  }

  private synchronized void tell(String line, Colour colour) {
    if (silent) {
      return;
    }
    lines.add(line);
    out.println(coloured ? colour.paint(line) : line);
    out.flush();
  }

  private static String said(Fact fact) {
    return switch (fact) {
      case Fact.Id(var id) -> shortened(id);
      case Fact.Code(var code) -> code;
      case Fact.Count(var count) -> Long.toString(count);
      case Fact.Metric(var count) -> Long.toString(count);
      case Fact.Moment(var moment) -> said(moment);
    };
  }

  private static String shortened(String id) {
    return UUID.matcher(id).replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
  }

  private static Colour colour(Level level) {
    return switch (level) {
      case INFO -> Colour.NONE;
      case WARN -> Colour.YELLOW;
      case ERROR -> Colour.RED;
    };
  }

  /** ECMA-48 select graphic rendition. */
  private enum Colour {
    NONE(""),
    YELLOW("\u001b[33m"),
    RED("\u001b[31m");

    private static final String RESET = "\u001b[0m";

    private final String start;

    Colour(String start) {
      this.start = start;
    }

    String paint(String line) {
      return start.isEmpty() ? line : start + line + RESET;
    }
  }
}
