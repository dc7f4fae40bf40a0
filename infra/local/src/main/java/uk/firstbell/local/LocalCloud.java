package uk.firstbell.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AlreadyExistsException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.cloud.template.Attribute;
import uk.firstbell.cloud.template.CloudTemplate;
import uk.firstbell.cloud.template.Function;
import uk.firstbell.cloud.template.Index;
import uk.firstbell.cloud.template.Key;
import uk.firstbell.cloud.template.KeySchema;
import uk.firstbell.cloud.template.MailIdentity;
import uk.firstbell.cloud.template.Parameter;
import uk.firstbell.cloud.template.Queue;
import uk.firstbell.cloud.template.Resolver;
import uk.firstbell.cloud.template.Table;

/**
 * The template's tables, queues, keys and mail identities, made on an AWS endpoint. What the
 * endpoint has already is used as it is, so that a run can go on where another was stopped.
 *
 * <p>Everything is asked for by its logical id, as {@code StoryTable}; another is a bug in the
 * caller and an {@link IllegalArgumentException}.
 */
final class LocalCloud implements AutoCloseable, Resolver {
  private static final String REGION = "eu-west-2";

  /** Endpoints on this machine take any; these are no secret and open nothing. */
  private static final String NO_CREDENTIALS = "local";

  private static final String PREFIX = "Firstbell-";

  private final CloudTemplate template;
  private final Map<String, String> base;
  private final AwsClients clients;
  private final SdkHttpClient streamsHttp = UrlConnectionHttpClient.create();
  private final DynamoDbClient dynamoDb;
  private final DynamoDbStreamsClient streams;
  private final SqsClient sqs;
  private final KmsClient kms;
  private final SesV2Client ses;
  private final SecretsManagerClient secrets;

  private final Map<String, String> references = new HashMap<>();
  private final Map<String, String> arns = new HashMap<>();
  private final Map<String, String> streamArns = new HashMap<>();
  private final Set<String> tablesMade = new HashSet<>();

  private LocalCloud(CloudTemplate template, URI endpoint) {
    this.template = template;
    this.base =
        Map.of(
            "AWS_REGION", REGION,
            "AWS_ACCESS_KEY_ID", NO_CREDENTIALS,
            "AWS_SECRET_ACCESS_KEY", NO_CREDENTIALS,
            "FIRSTBELL_AWS_ENDPOINT", endpoint.toString());
    this.clients = AwsClients.from(base);
    this.dynamoDb = clients.dynamoDb();
    this.sqs = clients.sqs();
    this.kms = clients.kms();
    this.ses = clients.ses();
    this.secrets = clients.secretsManager();
    this.streams =
        DynamoDbStreamsClient.builder()
            .httpClient(streamsHttp)
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(NO_CREDENTIALS, NO_CREDENTIALS)))
            .endpointOverride(endpoint)
            .build();
  }

  /**
   * Makes what {@code template} declares.
   *
   * @param parameters the installation's values for the template's parameters, by name
   * @throws IllegalStateException if a parameter without a default has no value here
   */
  static LocalCloud install(CloudTemplate template, URI endpoint, Map<String, String> parameters) {
    LocalCloud cloud = new LocalCloud(template, endpoint);
    template.parameters().forEach(parameter -> cloud.tell(parameter, parameters));
    template.tables().forEach(cloud::make);
    template.queues().forEach(cloud::make);
    template.keys().forEach(cloud::make);
    template.mailIdentities(cloud).forEach(cloud::make);
    return cloud;
  }

  /** Keeps a secret as an operator does, who makes it beside the stack; in place of an earlier. */
  void keepSecret(String name, String text) {
    try {
      secrets.createSecret(request -> request.name(name).secretString(text));
    } catch (ResourceExistsException madeByAnEarlierRun) {
      secrets.putSecretValue(request -> request.secretId(name).secretString(text));
    }
  }

  /** The template's functions, each with what it is told here, the way to the endpoint included. */
  List<Function> functions() {
    return template.functions(this).stream().map(this::withTheWayHere).toList();
  }

  /** Whether the endpoint had no such table before, so that nothing can be in it. */
  boolean made(String table) {
    return tablesMade.contains(table);
  }

  CloudTemplate template() {
    return template;
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  DynamoDbStreamsClient streams() {
    return streams;
  }

  SqsClient sqs() {
    return sqs;
  }

  KmsClient kms() {
    return kms;
  }

  /** A table's name, a queue's URL, a key's id, a parameter's value. */
  @Override
  public String reference(String id) {
    return known(references, id);
  }

  @Override
  public String attribute(String id, String attribute) {
    return switch (attribute) {
      case "Arn" -> known(arns, id);
      case "StreamArn" -> known(streamArns, id);
      default -> throw new IllegalArgumentException("no such attribute is known here");
    };
  }

  @Override
  public void close() {
    clients.close();
    streams.close();
    streamsHttp.close();
  }

  private void tell(Parameter parameter, Map<String, String> values) {
    String value = values.get(parameter.name());
    references.put(
        parameter.name(),
        value != null
            ? value
            : parameter
                .fallback()
                .orElseThrow(() -> new IllegalStateException("a parameter has no value here")));
  }

  private void make(Table table) {
    String name = PREFIX + table.name();
    try {
      dynamoDb.createTable(request(table, name));
      tablesMade.add(table.name());
    } catch (ResourceInUseException alreadyThere) {
      // Made by an earlier run.
    }
    TableDescription made =
        dynamoDb
            .waiter()
            .waitUntilTableExists(wanted -> wanted.tableName(name))
            .matched()
            .response()
            .orElseThrow()
            .table();
    references.put(table.name(), name);
    arns.put(table.name(), made.tableArn());
    if (table.stream().isPresent()) {
      streamArns.put(table.name(), made.latestStreamArn());
    }
  }

  private static CreateTableRequest request(Table table, String name) {
    var attributes = new TreeMap<String, Attribute>();
    var request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keySchema(table.key(), attributes));
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(
          table.indexes().stream().map(index -> index(index, attributes)).toList());
    }
    table.stream()
        .ifPresent(view ->
            request.streamSpecification(
                spec -> spec.streamEnabled(true).streamViewType(view.name())));
    return request
        .attributeDefinitions(attributes.values().stream().map(LocalCloud::definition).toList())
        .build();
  }

  private static GlobalSecondaryIndex index(Index index, Map<String, Attribute> attributes) {
    var projection = Projection.builder().projectionType(index.projection().name());
    if (!index.included().isEmpty()) {
      projection.nonKeyAttributes(index.included());
    }
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keySchema(index.key(), attributes))
        .projection(projection.build())
        .build();
  }

  private static List<KeySchemaElement> keySchema(
      KeySchema key, Map<String, Attribute> attributes) {
    var elements = new ArrayList<KeySchemaElement>();
    elements.add(element(key.partition(), KeyType.HASH, attributes));
    key.sort().ifPresent(sort -> elements.add(element(sort, KeyType.RANGE, attributes)));
    return elements;
  }

  private static KeySchemaElement element(
      Attribute attribute, KeyType role, Map<String, Attribute> attributes) {
    attributes.put(attribute.name(), attribute);
    return KeySchemaElement.builder().attributeName(attribute.name()).keyType(role).build();
  }

  private static AttributeDefinition definition(Attribute attribute) {
    return AttributeDefinition.builder()
        .attributeName(attribute.name())
        .attributeType(attribute.type().name())
        .build();
  }

  private void make(Queue queue) {
    var attributes = new EnumMap<QueueAttributeName, String>(QueueAttributeName.class);
    attributes.put(
        QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(queue.visibility().toSeconds()));
    attributes.put(
        QueueAttributeName.MESSAGE_RETENTION_PERIOD, Long.toString(queue.retention().toSeconds()));
    queue
        .redrive()
        .ifPresent(redrive -> attributes.put(QueueAttributeName.REDRIVE_POLICY, policy(redrive)));
    String url =
        sqs.createQueue(request -> request.queueName(PREFIX + queue.name()).attributes(attributes))
            .queueUrl();
    references.put(queue.name(), url);
    arns.put(
        queue.name(),
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN));
  }

  private String policy(Queue.Redrive redrive) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("deadLetterTargetArn", known(arns, redrive.deadLetters()))
        .put("maxReceiveCount", redrive.receivedTimesMax())
        .toString();
  }

  /** A key is found again by its alias, for the key service chooses the id. */
  private void make(Key key) {
    String alias = "alias/" + PREFIX + key.name();
    references.put(key.name(), existingKey(alias, key));
  }

  private String existingKey(String alias, Key key) {
    try {
      return kms.describeKey(request -> request.keyId(alias)).keyMetadata().keyId();
    } catch (NotFoundException noneYet) {
      String id =
          kms.createKey(request ->
                  request
                      .keySpec(KeySpec.fromValue(key.spec().name()))
                      .keyUsage(KeyUsageType.fromValue(key.usage().name())))
              .keyMetadata()
              .keyId();
      kms.createAlias(request -> request.aliasName(alias).targetKeyId(id));
      return id;
    }
  }

  private void make(MailIdentity identity) {
    try {
      ses.createEmailIdentity(request -> request.emailIdentity(identity.address()));
    } catch (AlreadyExistsException alreadyThere) {
      // Made by an earlier run.
    }
  }

  private Function withTheWayHere(Function function) {
    var told = new TreeMap<>(function.environment());
    told.putAll(base);
    return new Function(function.name(), function.handler(), function.timeout(), told);
  }

  private static String known(Map<String, String> values, String id) {
    String value = values.get(id);
    if (value == null) {
      throw new IllegalArgumentException("the template has nothing of that name and kind");
    }
    return value;
  }
}
