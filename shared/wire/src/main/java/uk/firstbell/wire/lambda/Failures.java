package uk.firstbell.wire.lambda;

import java.util.stream.Stream;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;

/** How a log line tells of an exception: what it is and where, and never what it says. */
public final class Failures {
  private static final String OURS = "uk.firstbell.";

  /** As many characters as a fact has room for. */
  private static final int ID_LONGEST = 160;

  private Failures() {}

  /** The line as an error, with what was thrown, and that it is tried again. */
  public static Decision told(Decision line, RuntimeException thrown) {
    return line.at(Level.ERROR)
        .with("next", new Fact.Code("COMES_AGAIN"))
        .with("exception", new Fact.Id(named(thrown.getClass().getName())))
        .with("thrownAt", new Fact.Id(place(thrown)));
  }

  /** Where in our own code; an exception's text is not logged, for it may not be ours. */
  private static String place(RuntimeException thrown) {
    return Stream.of(thrown.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(OURS))
        .findFirst()
        .map(frame ->
            frame.getClassName() + "." + frame.getMethodName() + "." + frame.getLineNumber())
        .map(Failures::named)
        .orElse("-");
  }

  /** A name as {@link Fact.Id} has room for it, with its end, which tells most. */
  private static String named(String javaName) {
    String name = javaName.replaceAll("[^A-Za-z0-9.]", "_");
    return name.substring(Math.max(0, name.length() - ID_LONGEST));
  }
}
