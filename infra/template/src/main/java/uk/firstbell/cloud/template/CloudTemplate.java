package uk.firstbell.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A synthesized CloudFormation template, as far as it says what runs. Immutable.
 *
 * <p>Lists are in the order of logical ids, except queues, which follow the queues they name. A
 * template that this class does not understand (a trigger that names no alias, say) makes its
 * methods throw {@link IllegalStateException}: whoever changed the stack forgot to teach it.
 */
public final class CloudTemplate {
  private static final Duration VISIBILITY_UNLESS_SAID = Duration.ofSeconds(30);
  private static final Duration RETENTION_UNLESS_SAID = Duration.ofDays(4);
  private static final int RETRIES_UNLESS_SAID = -1;

  private final JsonNode template;

  private CloudTemplate(JsonNode template) {
    this.template = template;
  }

  /** The template that is committed beside this class. */
  public static CloudTemplate committed() {
    try (InputStream json = CloudTemplate.class.getResourceAsStream("/firstbell.template.json")) {
      if (json == null) {
        throw new IllegalStateException("the committed template is not on the class path");
      }
      return read(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The template in {@code json}, which is read to its end and not closed.
   *
   * @throws IOException if it cannot be read or is no JSON
   */
  public static CloudTemplate read(InputStream json) throws IOException {
    return new CloudTemplate(new ObjectMapper().readTree(json));
  }

  public List<Table> tables() {
    return ofType("AWS::DynamoDB::Table")
        .map(table ->
            new Table(
                table.id(),
                keySchema(table.properties(), table.properties()),
                table
                    .properties()
                    .path("GlobalSecondaryIndexes")
                    .valueStream()
                    .map(index -> index(index, table.properties()))
                    .toList(),
                text(table.properties().at("/StreamSpecification/StreamViewType"))
                    .map(Table.StreamView::valueOf)))
        .toList();
  }

  /** Each after the queue that takes its dead letters, so that they can be made in this order. */
  public List<Queue> queues() {
    return ofType("AWS::SQS::Queue")
        .map(queue ->
            new Queue(
                queue.id(),
                seconds(queue.properties().path("VisibilityTimeout"))
                    .orElse(VISIBILITY_UNLESS_SAID),
                seconds(queue.properties().path("MessageRetentionPeriod"))
                    .orElse(RETENTION_UNLESS_SAID),
                redrive(queue.properties().path("RedrivePolicy"))))
        .sorted(Comparator.comparing(queue -> queue.redrive().isPresent()))
        .toList();
  }

  public List<Key> keys() {
    return ofType("AWS::KMS::Key")
        .map(key ->
            new Key(
                key.id(),
                text(key.properties().path("KeySpec"))
                    .map(Key.Spec::valueOf)
                    .orElse(Key.Spec.SYMMETRIC_DEFAULT),
                text(key.properties().path("KeyUsage"))
                    .map(Key.Usage::valueOf)
                    .orElse(Key.Usage.ENCRYPT_DECRYPT)))
        .toList();
  }

  /**
   * The functions, each with its environment as {@code resolver}'s installation has it.
   *
   * @param resolver asked for every table, queue, key and parameter that a function is told
   */
  public List<Function> functions(Resolver resolver) {
    return ofType("AWS::Lambda::Function")
        .map(function ->
            new Function(
                function.id(),
                handlerClass(function.properties().path("Handler").asText()),
                Duration.ofSeconds(function.properties().path("Timeout").asLong()),
                environment(function.properties(), resolver)))
        .toList();
  }

  public List<EventSource> eventSources() {
    return ofType("AWS::Lambda::EventSourceMapping")
        .map(mapping -> eventSource(mapping.id(), mapping.properties()))
        .toList();
  }

  public List<Route> routes() {
    return ofType("AWS::ApiGateway::Method")
        .map(method ->
            new Route(
                only(method.properties().path("RestApiId")),
                method.properties().path("HttpMethod").asText(),
                rooted(path(method.properties().path("ResourceId"))),
                function(method.properties().at("/Integration/Uri")),
                authorizer(method.properties().path("AuthorizerId"))))
        .toList();
  }

  /** What the APIs answer where an authorizer denies; one that is not here says nothing of why. */
  public List<Denial> denials() {
    return ofType("AWS::ApiGateway::GatewayResponse")
        .filter(answer -> answer.properties().path("ResponseType").asText().equals("ACCESS_DENIED"))
        .map(answer ->
            new Denial(
                only(answer.properties().path("RestApiId")),
                Integer.parseInt(answer.properties().path("StatusCode").asText()),
                answer.properties().path("ResponseTemplates").path("application/json").asText()))
        .toList();
  }

  public List<Schedule> schedules() {
    return ofType("AWS::Scheduler::Schedule")
        .map(schedule ->
            new Schedule(
                schedule.id(),
                schedule.properties().path("ScheduleExpression").asText(),
                function(schedule.properties().at("/Target/Arn"))))
        .toList();
  }

  /**
   * The alarms upon what functions count themselves, in a namespace that is not Amazon's.
   *
   * @throws IllegalStateException if one compares in a way that is not known here
   */
  public List<Alarm> alarms() {
    return ofType("AWS::CloudWatch::Alarm")
        .filter(alarm -> !alarm.properties().path("Namespace").asText().startsWith("AWS/"))
        .map(alarm ->
            new Alarm(
                alarm.id(),
                alarm.properties().path("Namespace").asText(),
                alarm.properties().path("MetricName").asText(),
                dimensions(alarm.properties()),
                comparison(alarm.properties().path("ComparisonOperator").asText()),
                alarm.properties().path("Threshold").asLong(),
                Duration.ofSeconds(alarm.properties().path("Period").asLong()),
                alarm.properties().path("TreatMissingData").asText().equals("breaching")))
        .toList();
  }

  private static Map<String, String> dimensions(JsonNode alarm) {
    Map<String, String> dimensions = new TreeMap<>();
    alarm
        .path("Dimensions")
        .forEach(each -> dimensions.put(each.path("Name").asText(), each.path("Value").asText()));
    return dimensions;
  }

  private static Alarm.Comparison comparison(String operator) {
    return switch (operator) {
      case "GreaterThanThreshold" -> Alarm.Comparison.GREATER_THAN;
      case "LessThanThreshold" -> Alarm.Comparison.LESS_THAN;
      default -> throw new IllegalStateException("an alarm compares in a way not known here");
    };
  }

  public List<Parameter> parameters() {
    return template
        .path("Parameters")
        .propertyStream()
        .map(parameter ->
            new Parameter(
                parameter.getKey(),
                text(parameter.getValue().path("AllowedPattern")),
                text(parameter.getValue().path("Default"))))
        .sorted(Comparator.comparing(Parameter::name))
        .toList();
  }

  /** What mail may come from, as {@code resolver}'s installation has it. */
  public List<MailIdentity> mailIdentities(Resolver resolver) {
    return ofType("AWS::SES::EmailIdentity")
        .map(identity ->
            new MailIdentity(
                identity.id(),
                new Expression(identity.properties().path("EmailIdentity")).text(resolver)))
        .toList();
  }

  private static KeySchema keySchema(JsonNode keyed, JsonNode table) {
    return new KeySchema(
        keyAttribute("HASH", keyed, table)
            .orElseThrow(() -> new IllegalStateException("a key schema has no partition key")),
        keyAttribute("RANGE", keyed, table));
  }

  private static Optional<Attribute> keyAttribute(String role, JsonNode keyed, JsonNode table) {
    return keyed
        .path("KeySchema")
        .valueStream()
        .filter(part -> part.path("KeyType").asText().equals(role))
        .map(part -> part.path("AttributeName").asText())
        .map(name -> new Attribute(name, type(name, table)))
        .findFirst();
  }

  private static Attribute.Type type(String attribute, JsonNode table) {
    return table
        .path("AttributeDefinitions")
        .valueStream()
        .filter(defined -> defined.path("AttributeName").asText().equals(attribute))
        .map(defined -> Attribute.Type.valueOf(defined.path("AttributeType").asText()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a key attribute is not defined"));
  }

  private static Index index(JsonNode index, JsonNode table) {
    JsonNode projection = index.path("Projection");
    return new Index(
        index.path("IndexName").asText(),
        keySchema(index, table),
        Index.Projection.valueOf(projection.path("ProjectionType").asText()),
        texts(projection.path("NonKeyAttributes")));
  }

  private static Optional<Queue.Redrive> redrive(JsonNode policy) {
    return policy.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Queue.Redrive(
                only(policy.path("deadLetterTargetArn")), policy.path("maxReceiveCount").asInt()));
  }

  private static String handlerClass(String handler) {
    int method = handler.indexOf("::");
    return method < 0 ? handler : handler.substring(0, method);
  }

  private static Map<String, String> environment(JsonNode function, Resolver resolver) {
    Map<String, String> environment = new TreeMap<>();
    function
        .at("/Environment/Variables")
        .forEachEntry((name, value) -> environment.put(name, new Expression(value).text(resolver)));
    return environment;
  }

  private EventSource eventSource(String id, JsonNode mapping) {
    String source = only(mapping.path("EventSourceArn"));
    boolean queue = type(source).equals("AWS::SQS::Queue");
    return new EventSource(
        id,
        queue ? EventSource.Kind.QUEUE : EventSource.Kind.STREAM,
        source,
        function(mapping.path("FunctionName")),
        mapping.path("BatchSize").asInt(),
        texts(mapping.path("FunctionResponseTypes")).contains("ReportBatchItemFailures"),
        mapping
            .at("/FilterCriteria/Filters")
            .valueStream()
            .map(filter -> filter.path("Pattern").asText())
            .toList(),
        queue ? Optional.empty() : Optional.of(reading(mapping)),
        new Expression(mapping.at("/DestinationConfig/OnFailure"))
            .ingredients().stream().findFirst());
  }

  private static EventSource.Reading reading(JsonNode mapping) {
    return new EventSource.Reading(
        EventSource.Reading.Start.valueOf(mapping.path("StartingPosition").asText()),
        mapping.path("MaximumRetryAttempts").asInt(RETRIES_UNLESS_SAID),
        mapping.path("BisectBatchOnFunctionError").asBoolean());
  }

  private static String rooted(String path) {
    return path.isEmpty() ? "/" : path;
  }

  /** A resource's path is its own part after its parent's; the API's root has none. */
  private String path(JsonNode resource) {
    String id = only(resource);
    if (!type(id).equals("AWS::ApiGateway::Resource")) {
      return "";
    }
    JsonNode properties = properties(id);
    return path(properties.path("ParentId")) + "/" + properties.path("PathPart").asText();
  }

  private Optional<String> authorizer(JsonNode authorizer) {
    return authorizer.isMissingNode()
        ? Optional.empty()
        : Optional.of(function(properties(only(authorizer)).path("AuthorizerUri")));
  }

  /** The function behind the alias that a trigger names. */
  private String function(JsonNode trigger) {
    String alias = only(trigger);
    if (!type(alias).equals("AWS::Lambda::Alias")) {
      throw new IllegalStateException("a trigger names something other than an alias");
    }
    String version = only(properties(alias).path("FunctionVersion"));
    return only(properties(version).path("FunctionName"));
  }

  private static String only(JsonNode expression) {
    List<String> named = new Expression(expression).ingredients();
    if (named.size() != 1) {
      throw new IllegalStateException("an expression should name exactly one resource");
    }
    return named.getFirst();
  }

  private Stream<Resource> ofType(String type) {
    return template
        .path("Resources")
        .propertyStream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(type))
        .map(resource -> new Resource(resource.getKey(), resource.getValue().path("Properties")))
        .sorted(Comparator.comparing(Resource::id));
  }

  private String type(String id) {
    return template.path("Resources").path(id).path("Type").asText();
  }

  private JsonNode properties(String id) {
    return template.path("Resources").path(id).path("Properties");
  }

  private static Optional<Duration> seconds(JsonNode value) {
    return value.isMissingNode()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(value.asLong()));
  }

  private static Optional<String> text(JsonNode value) {
    return value.isMissingNode() ? Optional.empty() : Optional.of(value.asText());
  }

  private static List<String> texts(JsonNode values) {
    return values.valueStream().map(JsonNode::asText).toList();
  }

  private record Resource(String id, JsonNode properties) {}
}
