package uk.firstbell.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import uk.firstbell.cloud.template.Function;
import uk.firstbell.wire.lambda.UnauthorizedException;

/**
 * The template's functions in this process, by logical id. Each handles one event at a time, as an
 * execution environment does.
 */
final class LocalFunctions {
  private final Map<String, Environment> environments = new TreeMap<>();
  private final Narrator narrator;

  /**
   * Makes every function's handler.
   *
   * @throws IllegalStateException if {@code handlers} does not know the class a function names
   */
  LocalFunctions(List<Function> functions, Handlers handlers, Narrator narrator) {
    this.narrator = narrator;
    for (Function function : functions) {
      environments.put(
          function.name(),
          new Environment(function, handlers.handler(function), new ReentrantLock()));
    }
  }

  /** How a function's handler is made from what the template says of it. */
  interface Handlers {
    RequestStreamHandler handler(Function function);
  }

  /**
   * Hands {@code event} to a function and returns its answer.
   *
   * @param name the function's logical id
   * @throws RuntimeException whatever the function fails with, told to the narrator first
   */
  byte[] invoke(String name, byte[] event) {
    Environment environment = environments.get(name);
    if (environment == null) {
      throw new IllegalArgumentException("the template has no function of that name");
    }
    environment.turn().lock();
    try {
      var answer = new ByteArrayOutputStream();
      environment
          .handler()
          .handleRequest(
              new ByteArrayInputStream(event), answer, new LocalContext(environment.function()));
      return answer.toByteArray();
    } catch (IOException e) {
      narrator.failed(name, e);
      throw new UncheckedIOException(e);
    } catch (UnauthorizedException e) {
      narrator.say(name + " refused somebody nobody can vouch for.");
      throw e;
    } catch (RuntimeException e) {
      narrator.failed(name, e);
      throw e;
    } finally {
      environment.turn().unlock();
    }
  }

  private record Environment(Function function, RequestStreamHandler handler, ReentrantLock turn) {}
}
