package uk.firstbell.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
  private static final MethodType MAKES =
      MethodType.methodType(
          RequestStreamHandler.class, Map.class, InstantSource.class, DecisionLog.class);

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
    MethodHandle wiring = wiring(function.handler());
    try {
      return (RequestStreamHandler) wiring.invokeExact(function.environment(), time, log);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a wiring failed in a way that wirings do not", e);
    }
  }

  private static MethodHandle wiring(String handler) {
    if (!handler.endsWith(HANDLER)) {
      throw new IllegalStateException("the template names a handler that is not called one");
    }
    String wiring = handler.substring(0, handler.length() - HANDLER.length()) + "Wiring";
    try {
      return MethodHandles.publicLookup().findStatic(Class.forName(wiring), "handler", MAKES);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a handler has no wiring beside it that can be used", e);
    }
  }
}
