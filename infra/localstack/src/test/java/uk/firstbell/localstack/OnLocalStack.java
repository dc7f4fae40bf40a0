package uk.firstbell.localstack;

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
      LocalEndpoint endpoint =
          LocalEndpoint.start(
              Product.LOCALSTACK,
              Map.of(
                  "JAVA_HOME",
                  System.getProperty("java.home"),
                  "FIRSTBELL_LAMBDA_RUNTIME",
                  RUNTIME.toString()));
      System.setProperty(LocalEndpoint.ELSEWHERE, endpoint.uri().toString());
      return new Named(endpoint);
    }

    @Override
    public void close() {
      System.clearProperty(LocalEndpoint.ELSEWHERE);
      endpoint.close();
    }
  }
}
