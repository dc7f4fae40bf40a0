package uk.firstbell.cloud;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.kms.IKey;

/**
 * The four tables, on demand, which outlive the stack.
 *
 * @param story one notification's whole story in one item collection; its stream feeds relay
 * @param keys the wrapped data key of each notification, and nothing else
 * @param directory who exists, who is named, their keys, their days
 * @param audit append-only entries
 */
record Tables(Table story, Table keys, Table directory, Table audit) {
  static Tables in(Stack stack, IKey storage) {
    return new Tables(
        story(stack, storage),
        keys(stack, storage),
        directory(stack, storage),
        audit(stack, storage));
  }

  private static Table story(Stack stack, IKey storage) {
    Table story =
        table(stack, "StoryTable", storage)
            .sortKey(text("sk"))
            .pointInTimeRecoverySpecification(recovery(true))
            .stream(StreamViewType.NEW_IMAGE)
            .build();
    // Sparse: a row is in an index only while it has both of its attributes.
    story.addGlobalSecondaryIndex(
        index("due", "dueShard", "dueAt").projectionType(ProjectionType.KEYS_ONLY).build());
    story.addGlobalSecondaryIndex(
        index("inbox", "reader", "availableAt")
            .projectionType(ProjectionType.INCLUDE)
            .nonKeyAttributes(List.of("state"))
            .build());
    story.addGlobalSecondaryIndex(
        index("waiting", "waitingFor", "askedAt").projectionType(ProjectionType.KEYS_ONLY).build());
    story.addGlobalSecondaryIndex(
        index("reference", "recordRef", "receivedAt")
            .projectionType(ProjectionType.KEYS_ONLY)
            .build());
    return story;
  }

  /** Not recoverable, so that erasing a key is erasing what it opens. */
  private static Table keys(Stack stack, IKey storage) {
    return table(stack, "KeysTable", storage)
        .pointInTimeRecoverySpecification(recovery(false))
        .build();
  }

  private static Table directory(Stack stack, IKey storage) {
    Table directory =
        table(stack, "DirectoryTable", storage)
            .sortKey(text("sk"))
            .pointInTimeRecoverySpecification(recovery(true))
            .build();
    // Sparse: a device is in it only while it waits for approval.
    directory.addGlobalSecondaryIndex(
        index("waiting", "waitingFor", "requestedAt")
            .projectionType(ProjectionType.KEYS_ONLY)
            .build());
    return directory;
  }

  /** Streams keys, which is enough to tell of an entry that was changed or removed. */
  private static Table audit(Stack stack, IKey storage) {
    return table(stack, "AuditTable", storage)
        .sortKey(text("sk"))
        .pointInTimeRecoverySpecification(recovery(true))
        .stream(StreamViewType.KEYS_ONLY)
        .build();
  }

  private static Table.Builder table(Stack stack, String id, IKey storage) {
    return Table.Builder.create(stack, id)
        .partitionKey(text("pk"))
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .encryption(TableEncryption.CUSTOMER_MANAGED)
        .encryptionKey(storage)
        .deletionProtection(true)
        .removalPolicy(RemovalPolicy.RETAIN);
  }

  private static GlobalSecondaryIndexProps.Builder index(
      String name, String partition, String sort) {
    return GlobalSecondaryIndexProps.builder()
        .indexName(name)
        .partitionKey(text(partition))
        .sortKey(text(sort));
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }

  private static PointInTimeRecoverySpecification recovery(boolean enabled) {
    return PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(enabled).build();
  }
}
