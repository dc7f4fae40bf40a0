package uk.firstbell.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.Map;
import uk.firstbell.cloud.template.Function;
import uk.firstbell.wire.lambda.DecisionLog;

/**
 * Finds handlers as the Lambda runtime does, by the class that the template names, but has them
 * made by the wiring beside that class, with another clock and another log. So nothing here has to
 * be taught that there is one more function.
 */
final class NamedHandlers implements LocalFunctions.Handlers {
  private static final String HANDLER = "Handler";
  private final InstantSource time;
  private final DecisionLog log;

  NamedHandlers(InstantSource time, DecisionLog log) {
    this.time = time;
    this.log = log;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the class has no wiring of its name, or the wiring no public
   *     {@code static RequestStreamHandler handler(Map, InstantSource, DecisionLog)}
   */
  @Override
  public RequestStreamHandler handler(Function function) {
    try {
      return (RequestStreamHandler)
          wiring(function.handler())
              .getMethod("handler", Map.class, InstantSource.class, DecisionLog.class)
              .invoke(null, function.environment(), time, log);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("a function cannot be wired", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a handler has no wiring beside it that can be used", e);
    }
  }

  private static Class<?> wiring(String handler) throws ClassNotFoundException {
    if (!handler.endsWith(HANDLER)) {
      throw new IllegalStateException("the template names a handler that is not called one");
    }
    return Class.forName(handler.substring(0, handler.length() - HANDLER.length()) + "Wiring");
  }
}
