package uk.firstbell.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import uk.firstbell.testkit.endpoint.LocalEndpoint;
import uk.firstbell.testkit.endpoint.Product;

/**
 * Puts every test class of this module on LocalStack, those of {@code shared/aws} included: one
 * endpoint, started for the first class and stopped after the last. JUnit finds this extension by
 * itself. An endpoint that is named already is used as it is.
 */
public final class OnLocalStack implements BeforeAllCallback {
  /** Where the build puts the jars of AWS's runtime interface client. */
  private static final Path RUNTIME = Path.of("target", "lambda-runtime").toAbsolutePath();

  static final String REGION = "eu-west-2";

  /** LocalStack takes any; these are no secret and open nothing. */
  static final String NO_CREDENTIALS = "local";

  /** Where it answers; no path. */
  @SuppressWarnings("resource") // An endpoint that is named is nobody's to close.
  static URI endpoint() {
    return LocalEndpoint.start().uri();
  }

  /** The way there, as clients are told. */
  static Map<String, String> environment() {
    return Map.of(
        "AWS_REGION",
        REGION,
        "AWS_ACCESS_KEY_ID",
        NO_CREDENTIALS,
        "AWS_SECRET_ACCESS_KEY",
        NO_CREDENTIALS,
        LocalEndpoint.ELSEWHERE,
        endpoint().toString());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(OnLocalStack.class))
        .getOrComputeIfAbsent(Named.class, key -> Named.start(), Named.class);
  }

  /** An endpoint that whoever asks for one from now on is given. */
  private record Named(LocalEndpoint endpoint) implements AutoCloseable {
    static Named start() {
      if (LocalEndpoint.elsewhere().isPresent()) {
        return new Named(LocalEndpoint.start());
      }
      LocalEndpoint endpoint =
          LocalEndpoint.start(
              Product.LOCALSTACK,
              Map.of(
                  "JAVA_HOME",
                  System.getProperty("java.home"),
                  "FIRSTBELL_LAMBDA_RUNTIME",
                  RUNTIME.toString()));
      if (answersOnAnotherAddress(endpoint.uri().getPort())) {
        endpoint.close();
        throw new IllegalStateException("LocalStack listens on more than 127.0.0.1");
      }
      System.setProperty(LocalEndpoint.ELSEWHERE, endpoint.uri().toString());
      return new Named(endpoint);
    }

    /** Whoever listens on every address does so on this one too, of which nobody listens alone. */
    private static boolean answersOnAnotherAddress(int port) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.2", port), 1_000);
        return true;
      } catch (IOException nobodyThere) {
        return false;
      }
    }

    @Override
    public void close() {
      System.clearProperty(LocalEndpoint.ELSEWHERE);
      endpoint.close();
    }
  }
}
