package uk.firstbell.aws;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Tables of a test's own, with the keys and indexes that the committed template declares. Written
 * out a second time on purpose: a name changed in one place only makes something fail.
 */
final class TestTables {
  private final DynamoDbClient dynamo;
  private final String prefix = "test-" + UUID.randomUUID() + "-";

  TestTables(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
  }

  /** New, empty tables for a story. */
  TableNames story() {
    create(
        table("story", "pk", "sk")
            .attributeDefinitions(
                texts(
                    "pk",
                    "sk",
                    "dueShard",
                    "dueAt",
                    "reader",
                    "availableAt",
                    "waitingFor",
                    "askedAt",
                    "recordRef",
                    "receivedAt"))
            .globalSecondaryIndexes(
                index("due", "dueShard", "dueAt", keysOnly()),
                index(
                    "inbox",
                    "reader",
                    "availableAt",
                    Projection.builder()
                        .projectionType(ProjectionType.INCLUDE)
                        .nonKeyAttributes("state")
                        .build()),
                index("waiting", "waitingFor", "askedAt", keysOnly()),
                index("reference", "recordRef", "receivedAt", keysOnly())));
    create(table("keys", "pk").attributeDefinitions(texts("pk")));
    create(table("audit", "pk", "sk").attributeDefinitions(texts("pk", "sk")));
    return new TableNames(prefix + "story", prefix + "keys", prefix + "audit");
  }

  /** A new, empty table for a directory. */
  String directory() {
    create(
        table("directory", "pk", "sk")
            .attributeDefinitions(texts("pk", "sk", "waitingFor", "requestedAt"))
            .globalSecondaryIndexes(index("waiting", "waitingFor", "requestedAt", keysOnly())));
    return prefix + "directory";
  }

  /** An endpoint that is slow to begin is asked twice; nobody else has a table of this name. */
  private void create(CreateTableRequest.Builder table) {
    try {
      dynamo.createTable(table.build());
    } catch (ResourceInUseException since) {
      // The first request was not lost, only its answer.
    }
  }

  private CreateTableRequest.Builder table(String name, String... keys) {
    return CreateTableRequest.builder()
        .tableName(prefix + name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(schema(keys));
  }

  private static GlobalSecondaryIndex index(
      String name, String partition, String sort, Projection projection) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(schema(partition, sort))
        .projection(projection)
        .build();
  }

  private static Projection keysOnly() {
    return Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();
  }

  private static List<KeySchemaElement> schema(String... keys) {
    return Stream.of(keys)
        .map(key ->
            KeySchemaElement.builder()
                .attributeName(key)
                .keyType(key.equals(keys[0]) ? KeyType.HASH : KeyType.RANGE)
                .build())
        .toList();
  }

  private static List<AttributeDefinition> texts(String... names) {
    return Stream.of(names)
        .map(name ->
            AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build())
        .toList();
  }
}
