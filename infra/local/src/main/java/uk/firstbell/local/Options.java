package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command line asks for.
 *
 * @param once whether to exit after the scenes were played
 * @param help whether to say how this is used, and nothing else
 * @param play the folder whose scenes are played; empty for the one every run plays
 * @param idle whether no scene is played at all
 * @param port of the HTTP face; 0 for any that is free
 * @param deskPort of the run's own page; 0 for any that is free
 * @param tokenLife how long whoever signs in is signed in
 * @param data the folder where the run is kept; empty if it is not
 * @param at what the clock shows at the start; empty for what it would show
 * @param pass how much time passes before the run stays up or ends; empty for the whole night
 */
record Options(
    boolean once,
    boolean help,
    Optional<Path> play,
    boolean idle,
    int port,
    int deskPort,
    Duration tokenLife,
    Optional<Path> data,
    Optional<Instant> at,
    Optional<Duration> pass) {
  private static final int PORT_MAX = 65_535;

  /** The clock keeps to years that people write with four digits. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  private static final Duration LONGEST = Duration.ofDays(3_660);

  /** Days, hours, minutes, seconds, each a number and a letter. */
  private static final Pattern SHORT =
      Pattern.compile("(?=.)(\\d{1,9}d)?((?:\\d{1,9}h)?(?:\\d{1,9}m)?(?:\\d{1,9}s)?)");

  /** A command line that cannot be followed; the message says why. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  /** How the command is used, in the words that {@code infra/local/run --help} prints itself. */
  static String usage() {
    try (InputStream text = Options.class.getResourceAsStream("usage.txt")) {
      if (text == null) {
        throw new IllegalStateException("usage.txt is not beside this class");
      }
      return new String(text.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Options read(List<String> arguments) throws UnusableException {
    boolean once = false;
    boolean help = false;
    Optional<Path> play = Optional.empty();
    boolean idle = false;
    int port = 0;
    int deskPort = 0;
    Duration tokenLife = LocalSignIn.TOKEN_LIFE;
    Optional<Path> data = Optional.empty();
    Optional<Instant> at = Optional.empty();
    Optional<Duration> pass = Optional.empty();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--once" -> once = true;
        case "--help", "-h" -> help = true;
        case "--play" -> play = Optional.of(Path.of(value(option, rest)));
        case "--idle" -> idle = true;
        case "--port" -> port = port(option, value(option, rest));
        case "--desk-port" -> deskPort = port(option, value(option, rest));
        case "--token-life" -> tokenLife = duration(option, value(option, rest));
        case "--data" -> data = Optional.of(Path.of(value(option, rest)));
        case "--at" -> at = Optional.of(instant(value(option, rest)));
        case "--pass" -> pass = Optional.of(duration(option, value(option, rest)));
        default -> throw new UnusableException("Unknown option: " + option);
      }
    }
    return new Options(once, help, play, idle, port, deskPort, tokenLife, data, at, pass);
  }

  private static String value(String option, Iterator<String> rest) throws UnusableException {
    if (!rest.hasNext()) {
      throw new UnusableException(option + " needs a value");
    }
    return rest.next();
  }

  private static Instant instant(String value) throws UnusableException {
    try {
      Instant read = Instant.parse(value);
      if (!read.isBefore(EARLIEST) && read.isBefore(LATEST)) {
        return read;
      }
    } catch (DateTimeParseException notOne) {
      // Said below, as for one that no clock here shows.
    }
    throw new UnusableException("--at needs a date and time with its offset: 2026-05-01T22:40:00Z");
  }

  private static Duration duration(String option, String value) throws UnusableException {
    try {
      Duration read = Duration.parse(inFull(value));
      if (read.isPositive() && read.compareTo(LONGEST) <= 0) {
        return read;
      }
    } catch (DateTimeParseException notOne) {
      // Said below, as for one that is not ahead.
    }
    throw new UnusableException(
        option + " needs a length of time, ten years at most: 30m, 2h, 3d, 1d12h, or PT2H");
  }

  /** A short form as ISO 8601 has it. */
  private static String inFull(String value) {
    Matcher parts = SHORT.matcher(value);
    if (!parts.matches()) {
      return value;
    }
    String days = Objects.requireNonNullElse(parts.group(1), "");
    return "P" + days + (parts.group(2).isEmpty() ? "" : "T" + parts.group(2));
  }

  private static int port(String option, String value) throws UnusableException {
    try {
      int port = Integer.parseInt(value);
      if (port < 0 || port > PORT_MAX) {
        throw new UnusableException(option + " needs a number from 0 to 65535");
      }
      return port;
    } catch (NumberFormatException e) {
      throw new UnusableException(option + " needs a number from 0 to 65535");
    }
  }
}
