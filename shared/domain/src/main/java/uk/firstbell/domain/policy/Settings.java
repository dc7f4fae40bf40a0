package uk.firstbell.domain.policy;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process is told through its environment. A setting that is blank counts as not set; a
 * refusal names the setting and what it should be, never the value it found.
 */
public final class Settings {
  private static final String MUST_BE_A_URL = " must be a URL like https://portal.example/";

  private final Map<String, String> environment;

  private Settings(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public static Settings of(Map<String, String> environment) {
    return new Settings(environment);
  }

  /**
   * A setting without which the process cannot start.
   *
   * @param whatItIs a constant phrase for whoever has to set it, for example {@code "the table of
   *     stories"}
   * @throws IllegalArgumentException if it is not set: a mistake in the deployment
   */
  public String required(String name, String whatItIs) {
    return text(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " is not set; it is " + whatItIs));
  }

  /**
   * An absolute address without which the process cannot start.
   *
   * @param whatItIs a constant phrase for whoever has to set it
   * @throws IllegalArgumentException if it is not set, or is no address: a mistake in the
   *     deployment
   */
  public URI url(String name, String whatItIs) {
    URI told;
    try {
      told = new URI(required(name, whatItIs));
    } catch (URISyntaxException unreadable) {
      throw new IllegalArgumentException(name + MUST_BE_A_URL, unreadable);
    }
    if (!told.isAbsolute() || told.getHost() == null) {
      throw new IllegalArgumentException(name + MUST_BE_A_URL);
    }
    return told;
  }

  /** A time of day in Europe/London, written {@code 08:30}. */
  LocalTime timeOfDay(String name, LocalTime otherwise) {
    try {
      return text(name).map(LocalTime::parse).orElse(otherwise);
    } catch (DateTimeException unreadable) {
      throw bad(name, " must be a time of day like 08:30", unreadable);
    }
  }

  /** An elapsed time longer than none, written as ISO 8601 has it: {@code PT5M}. */
  Duration duration(String name, Duration otherwise) {
    try {
      Duration told = text(name).map(Duration::parse).orElse(otherwise);
      if (told.isPositive()) {
        return told;
      }
      throw new DateTimeException("a duration is longer than none");
    } catch (DateTimeException unreadable) {
      throw bad(name, " must be a duration like PT5M, longer than none", unreadable);
    }
  }

  /** A whole number from 1. */
  int count(String name, int otherwise) {
    try {
      int told = text(name).map(Integer::parseInt).orElse(otherwise);
      if (told > 0) {
        return told;
      }
      throw new NumberFormatException("a count is at least 1");
    } catch (NumberFormatException unreadable) {
      throw bad(name, " must be a whole number from 1", unreadable);
    }
  }

  /** Whole numbers from 1, with spaces between. */
  Set<Integer> counts(String name, Set<Integer> otherwise) {
    try {
      Set<Integer> told =
          text(name)
              .map(list ->
                  Stream.of(list.strip().split(" +"))
                      .map(Integer::valueOf)
                      .collect(Collectors.toUnmodifiableSet()))
              .orElse(otherwise);
      if (told.stream().allMatch(count -> count > 0)) {
        return told;
      }
      throw new NumberFormatException("a count is at least 1");
    } catch (NumberFormatException unreadable) {
      throw bad(name, " must be whole numbers from 1 like 30 7 1", unreadable);
    }
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static IllegalArgumentException bad(
      String name, String must, RuntimeException unreadable) {
    return new IllegalArgumentException(name + must, unreadable);
  }
}
