package uk.firstbell.localstack;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import uk.firstbell.aws.AwsAdapters;
import uk.firstbell.cloud.template.CloudTemplate;

/**
 * The committed template, as far as the free edition has it, deployed with the packed functions as
 * a stack of its own: through CloudFormation, from a bucket, as anywhere.
 */
final class DeployedGateway implements AutoCloseable {
  /** The host that agencies address, as their signatures cover it. */
  static final String AUTHORITY = "agencies.firstbell.example";

  private static final Path FUNCTIONS = Path.of("target", "functions.zip");
  private static final Region REGION = Region.of(OnLocalStack.REGION);
  private static final String ACCOUNT = "000000000000";

  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(
          AwsBasicCredentials.create(OnLocalStack.NO_CREDENTIALS, OnLocalStack.NO_CREDENTIALS));

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "AgenciesAuthority", AUTHORITY,
          "AlertSender", "alerts@firstbell.example",
          "PortalAddress", "https://portal.firstbell.example/",
          "SignInIssuers", "https://sign-in.firstbell.example",
          "SignInClient", "firstbell",
          "SignInSecret",
              "arn:aws:secretsmanager:eu-west-2:000000000000:secret:firstbell/sign-in-a1B2c3");

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final int LOOKS_MAX = 720;

  private final URI endpoint;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(1)).build();
  private final CloudFormationClient cloudFormation;
  private final JsonNode template = committed();
  private final String stack = "firstbell-" + UUID.randomUUID();
  private final Map<String, String> physicalIds;

  /** Deploys, and waits until that is done: at most three minutes. */
  DeployedGateway() {
    this.endpoint = OnLocalStack.functionsEndpoint();
    this.cloudFormation =
        CloudFormationClient.builder()
            .endpointOverride(endpoint)
            .region(REGION)
            .credentialsProvider(CREDENTIALS)
            .httpClient(http)
            .build();
    create(upload());
    Stack made = waitUntilMade();
    List<StackResource> resources =
        cloudFormation.describeStackResources(request -> request.stackName(stack)).stackResources();
    if (made.stackStatus() != StackStatus.CREATE_COMPLETE) {
      throw new IllegalStateException("the stack is " + made.stackStatus() + ": " + failures());
    }
    this.physicalIds =
        resources.stream()
            .filter(resource -> resource.resourceStatus() == ResourceStatus.CREATE_COMPLETE)
            .collect(toMap(StackResource::logicalResourceId, StackResource::physicalResourceId));
  }

  /** The logical ids of what stands. */
  Set<String> resources() {
    return physicalIds.keySet();
  }

  /** The logical ids of what the committed template declares. */
  Set<String> declared() {
    return template
        .path("Resources")
        .propertyStream()
        .map(Map.Entry::getKey)
        .collect(toUnmodifiableSet());
  }

  /** The logical ids of what was not deployed. */
  Set<String> leftOut() {
    return FreeEdition.listed().goneFrom(template);
  }

  /** The deployed address of a path of the API that agencies use. */
  URI agencies(String path) {
    return endpoint.resolve("/_aws/execute-api/" + id("AgenciesApi") + "/live" + path);
  }

  /** The domain's ports on what stands, for whoever prepares or checks it. */
  AwsAdapters adapters() {
    var environment = new TreeMap<>(OnLocalStack.environment(endpoint));
    environment.put("FIRSTBELL_STORY_TABLE", id("StoryTable"));
    environment.put("FIRSTBELL_KEYS_TABLE", id("KeysTable"));
    environment.put("FIRSTBELL_AUDIT_TABLE", id("AuditTable"));
    environment.put("FIRSTBELL_DIRECTORY_TABLE", id("DirectoryTable"));
    environment.put("FIRSTBELL_AUTHORITY_KEY", id("AuthorityKey"));
    return AwsAdapters.from(environment);
  }

  /** Asks for the stack to be deleted, and does not wait. */
  @Override
  public void close() {
    cloudFormation.deleteStack(request -> request.stackName(stack));
    cloudFormation.close();
    http.close();
  }

  private String id(String logical) {
    String id = physicalIds.get(logical);
    if (id == null) {
      throw new IllegalArgumentException("nothing of that name was deployed");
    }
    return id;
  }

  /** Puts the functions where the template says they are, and the template beside them. */
  private URI upload() {
    String bucket = "cdk-hnb659fds-assets-" + ACCOUNT + "-" + REGION.id();
    try (var s3 =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(REGION)
            .credentialsProvider(CREDENTIALS)
            .httpClient(http)
            .forcePathStyle(true)
            .build()) {
      try {
        s3.createBucket(request -> request.bucket(bucket));
      } catch (BucketAlreadyOwnedByYouException fromAnEarlierStack) {
        // What is in it under these keys is replaced.
      }
      codeKeys()
          .forEach(key ->
              s3.putObject(
                  request -> request.bucket(bucket).key(key), RequestBody.fromFile(FUNCTIONS)));
      String key = stack + ".template.json";
      s3.putObject(
          request -> request.bucket(bucket).key(key),
          RequestBody.fromString(FreeEdition.listed().of(template).toString()));
      return endpoint.resolve("/" + bucket + "/" + key);
    }
  }

  private Set<String> codeKeys() {
    return template
        .path("Resources")
        .valueStream()
        .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::Function"))
        .map(function -> function.at("/Properties/Code/S3Key").asText())
        .collect(toUnmodifiableSet());
  }

  private void create(URI templateUrl) {
    cloudFormation.createStack(request ->
        request
            .stackName(stack)
            .templateURL(templateUrl.toString())
            .capabilities(Capability.CAPABILITY_IAM)
            .onFailure(OnFailure.DO_NOTHING)
            .parameters(
                CloudTemplate.committed().parameters().stream()
                    .map(declared ->
                        Parameter.builder()
                            .parameterKey(declared.name())
                            .parameterValue(PARAMETERS.get(declared.name()))
                            .build())
                    .toList()));
  }

  private Stack waitUntilMade() {
    for (int look = 0; look < LOOKS_MAX; look++) {
      Stack seen =
          cloudFormation.describeStacks(request -> request.stackName(stack)).stacks().getFirst();
      if (seen.stackStatus() != StackStatus.CREATE_IN_PROGRESS) {
        return seen;
      }
      pause();
    }
    throw new IllegalStateException("the stack is not made within three minutes");
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a stack was made", e);
    }
  }

  private List<String> failures() {
    return cloudFormation
        .describeStackEvents(request -> request.stackName(stack))
        .stackEvents()
        .stream()
        .filter(event -> event.resourceStatus() == ResourceStatus.CREATE_FAILED)
        .map(DeployedGateway::told)
        .toList();
  }

  private static String told(StackEvent event) {
    return event.logicalResourceId() + ": " + event.resourceStatusReason();
  }

  private static JsonNode committed() {
    try (InputStream json = CloudTemplate.class.getResourceAsStream("/firstbell.template.json")) {
      if (json == null) {
        throw new IllegalStateException("the committed template is not on the class path");
      }
      return new JsonMapper().readTree(new String(json.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
