package uk.firstbell.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import uk.firstbell.testkit.endpoint.LocalEndpoint;
import uk.firstbell.testkit.endpoint.Product;

/**
 * Puts every test class of this module on LocalStack, those of {@code shared/aws} included: what is
 * {@link Chosen}, started for the first class and stopped after the last. JUnit finds this
 * extension by itself. An endpoint that is named already is used as it is.
 */
public final class OnLocalStack implements BeforeAllCallback {
  /** Where the build puts the jars of AWS's runtime interface client. */
  private static final Path RUNTIME = Path.of("target", "lambda-runtime").toAbsolutePath();

  private static final Duration LOAD_LONGEST = Duration.ofMinutes(1);

  static final String REGION = "eu-west-2";

  /** LocalStack takes any; these are no secret and open nothing. */
  static final String NO_CREDENTIALS = "local";

  /** System property with the URI of the endpoint that runs functions, as this class starts it. */
  private static final String FUNCTIONS = "firstbell.functions.endpoint";

  /** Where the contracts are asked for; no path. */
  @SuppressWarnings("resource") // An endpoint that is named is nobody's to close.
  static URI endpoint() {
    return LocalEndpoint.start().uri();
  }

  /** Where functions run: the same, unless that is the image, which runs none of ours. */
  static URI functionsEndpoint() {
    return Optional.ofNullable(System.getProperty(FUNCTIONS))
        .map(URI::create)
        .orElseGet(OnLocalStack::endpoint);
  }

  /** The way to {@code endpoint}, as clients are told. */
  static Map<String, String> environment(URI endpoint) {
    return Map.of(
        "AWS_REGION",
        REGION,
        "AWS_ACCESS_KEY_ID",
        NO_CREDENTIALS,
        "AWS_SECRET_ACCESS_KEY",
        NO_CREDENTIALS,
        LocalEndpoint.ELSEWHERE,
        endpoint.toString());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(OnLocalStack.class))
        .getOrComputeIfAbsent(Started.class, key -> Started.start(), Started.class);
  }

  /** What this class started; whoever asks for an endpoint is given one of them. */
  private record Started(Optional<LocalEndpoint> fromPyPi, Optional<StockImage> image)
      implements AutoCloseable {
    static Started start() {
      Chosen chosen = Chosen.from(LocalEndpoint.elsewhere(), StockImage::canBeRun);
      System.out.println(chosen.why());
      var started =
          switch (chosen) {
            case Chosen.Named _ -> new Started(Optional.empty(), Optional.empty());
            case Chosen.FromPyPi _ -> new Started(Optional.of(startFromPyPi()), Optional.empty());
            case Chosen.Image _ -> new Started(Optional.of(startFromPyPi()), startImage());
          };
      loadKms();
      return started;
    }

    /**
     * LocalStack loads a service when it is first asked for, and on a busy machine that is longer
     * than the gateway's clients wait for an answer.
     */
    private static void loadKms() {
      try (var http = UrlConnectionHttpClient.builder().socketTimeout(LOAD_LONGEST).build();
          var kms =
              KmsClient.builder()
                  .endpointOverride(endpoint())
                  .region(Region.of(REGION))
                  .credentialsProvider(
                      StaticCredentialsProvider.create(
                          AwsBasicCredentials.create(NO_CREDENTIALS, NO_CREDENTIALS)))
                  .httpClient(http)
                  .build()) {
        kms.listKeys();
      }
    }

    private static LocalEndpoint startFromPyPi() {
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
      System.setProperty(FUNCTIONS, endpoint.uri().toString());
      return endpoint;
    }

    /** An engine may have no way to the image: the contracts then stay where the functions are. */
    private static Optional<StockImage> startImage() {
      Optional<StockImage> image = StockImage.start();
      image.ifPresentOrElse(
          started -> System.setProperty(LocalEndpoint.ELSEWHERE, started.uri().toString()),
          () ->
              System.out.println(
                  "The image cannot be fetched or started: the contracts run where functions do."));
      return image;
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
      image.ifPresent(StockImage::close);
      fromPyPi.ifPresent(endpoint -> {
        System.clearProperty(FUNCTIONS);
        System.clearProperty(LocalEndpoint.ELSEWHERE);
        endpoint.close();
      });
    }
  }
}
