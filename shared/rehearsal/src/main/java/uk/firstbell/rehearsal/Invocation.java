package uk.firstbell.rehearsal;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;

/** Calls a handler as the Lambda runtime does. */
public final class Invocation {
  /** The runtime's word on the call, of which no handler of ours may make anything. */
  private static final Context UNUSED =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (_, _, _) -> {
                throw new IllegalStateException("a handler asked the runtime's context");
              });

  private Invocation() {}

  /** What {@code handler} answers to {@code event}: the bytes it wrote. */
  public static byte[] of(RequestStreamHandler handler, InputStream event) {
    var answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(event, answer, UNUSED);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a stream in memory failed", impossible);
    }
    return answer.toByteArray();
  }
}
