package uk.firstbell.aws;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes AWS clients as the environment says, all over the JDK's own HTTP client.
 *
 * <p>Read are {@code AWS_REGION}; {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and
 * {@code AWS_SESSION_TOKEN} if they are set, otherwise the SDK's default chain finds credentials (a
 * function under SnapStart has none in its environment); and {@code FIRSTBELL_AWS_ENDPOINT}, which
 * sends every service's calls to one endpoint. Clients are safe for several threads. They share one
 * HTTP client, which is closed with this object, and hold nothing else that has to be closed.
 *
 * <p>A request whose answer fails to come, or that is throttled, is sent again by the SDK and by
 * nobody above it: to DynamoDB at most {@value #DYNAMO_TRIES_MAX} times in all, to KMS, SQS and
 * Secrets Manager as often as the SDK chooses. A mail is never sent again here, for SES has no
 * token by which it would know the second from the first; whoever sends it claims it first
 * (decision 0008).
 */
public final class AwsClients implements AutoCloseable {
  private static final Duration CONNECT_LONGEST = Duration.ofSeconds(2);
  private static final Duration READ_LONGEST = Duration.ofSeconds(5);

  /** With the longest waits for each, still within the time that a function has. */
  static final int DYNAMO_TRIES_MAX = 3;

  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(CONNECT_LONGEST)
          .socketTimeout(READ_LONGEST)
          .build();
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final Optional<URI> endpoint;

  private AwsClients(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    this.region = region;
    this.credentials = credentials;
    this.endpoint = endpoint;
  }

  /**
   * Clients for the place and the identity that {@code environment} names.
   *
   * @throws IllegalArgumentException if it names no region
   */
  public static AwsClients from(Map<String, String> environment) {
    String region =
        named(environment, "AWS_REGION")
            .orElseThrow(() -> new IllegalArgumentException("AWS_REGION is not set"));
    return new AwsClients(
        Region.of(region),
        credentials(environment),
        named(environment, "FIRSTBELL_AWS_ENDPOINT").map(URI::create));
  }

  public DynamoDbClient dynamoDb() {
    return configured(
        DynamoDbClient.builder()
            .overrideConfiguration(configuration ->
                configuration.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(DYNAMO_TRIES_MAX)
                        .build())));
  }

  public KmsClient kms() {
    return configured(KmsClient.builder());
  }

  public SecretsManagerClient secretsManager() {
    return configured(SecretsManagerClient.builder());
  }

  public SqsClient sqs() {
    return configured(SqsClient.builder());
  }

  public SesV2Client ses() {
    return configured(
        SesV2Client.builder()
            .overrideConfiguration(
                configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry())));
  }

  /** How the adapters wait outside tests: by sleeping, for a time nobody can foresee. */
  public static Patience patience() {
    return new Patience(Pause.sleeping(), new SecureRandom());
  }

  @Override
  public void close() {
    http.close();
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C configured(
      B builder) {
    builder.httpClient(http).region(region).credentialsProvider(credentials);
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(Map<String, String> environment) {
    @Nullable String id = environment.get("AWS_ACCESS_KEY_ID");
    @Nullable String secret = environment.get("AWS_SECRET_ACCESS_KEY");
    if (id == null || secret == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    @Nullable String token = environment.get("AWS_SESSION_TOKEN");
    return StaticCredentialsProvider.create(
        token == null
            ? AwsBasicCredentials.create(id, secret)
            : AwsSessionCredentials.create(id, secret, token));
  }

  private static Optional<String> named(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
