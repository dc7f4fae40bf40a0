package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param once whether to exit after the scenes were played
 * @param help whether to say how this is used, and nothing else
 * @param play the folder whose scenes are played; empty for the one every run plays
 * @param port of the HTTP face; 0 for any that is free
 */
record Options(boolean once, boolean help, Optional<Path> play, int port) {
  private static final int PORT_MAX = 65_535;

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
    int port = 0;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--once" -> once = true;
        case "--help", "-h" -> help = true;
        case "--play" -> play = Optional.of(Path.of(value(option, rest)));
        case "--port" -> port = port(value(option, rest));
        default -> throw new UnusableException("Unknown option: " + option);
      }
    }
    return new Options(once, help, play, port);
  }

  private static String value(String option, Iterator<String> rest) throws UnusableException {
    if (!rest.hasNext()) {
      throw new UnusableException(option + " needs a value");
    }
    return rest.next();
  }

  private static int port(String value) throws UnusableException {
    try {
      int port = Integer.parseInt(value);
      if (port < 0 || port > PORT_MAX) {
        throw new UnusableException("--port needs a number from 0 to 65535");
      }
      return port;
    } catch (NumberFormatException e) {
      throw new UnusableException("--port needs a number from 0 to 65535");
    }
  }
}
