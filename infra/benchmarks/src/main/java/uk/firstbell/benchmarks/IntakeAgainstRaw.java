package uk.firstbell.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.local.MeasuredGateway;

/**
 * Reports accepted a second over HTTP, against the transactions a second that the endpoint takes if
 * they are all it is asked for. One client each, for the local gateway runs one intake at a time.
 */
final class IntakeAgainstRaw {
  private static final int ROUNDS = 5;
  private static final int ACCEPTED = 202;
  private static final Duration TIME = Duration.ofSeconds(4);
  private static final String KEY = "pk";

  private IntakeAgainstRaw() {}

  /** One item of the transaction, with the table it goes to. */
  private record Written(String table, Map<String, AttributeValue> item) {
    TransactWriteItem under(String suffix) {
      var moved = new HashMap<>(item);
      moved.computeIfPresent(KEY, (_, key) -> AttributeValue.fromS(key.s() + suffix));
      return TransactWriteItem.builder()
          .put(
              Put.builder()
                  .tableName(table)
                  .item(moved)
                  .conditionExpression("attribute_not_exists(" + KEY + ")")
                  .build())
          .build();
    }
  }

  static Ratios measure() {
    var reports = new SampleReports();
    try (var gateway = MeasuredGateway.start(reports.publishedAt());
        var clients = clients(gateway)) {
      DynamoDbClient dynamo = clients.dynamoDb();
      var signer = gateway.signer(reports.keyId());
      Runnable accept = () -> accepted(gateway.publish(signer, reports.next()));
      accept.run();
      List<Written> transaction = everything(gateway, dynamo);
      var copies = new AtomicInteger();
      return Ratios.of(
          ROUNDS,
          () -> 1 / Pace.seconds(TIME, accept),
          () ->
              1
                  / Pace.seconds(
                      TIME, () -> write(dynamo, transaction, "-" + copies.incrementAndGet())));
    }
  }

  private static void accepted(int status) {
    if (status != ACCEPTED) {
      throw new IllegalStateException("a report was not accepted, but answered " + status);
    }
  }

  private static AwsClients clients(MeasuredGateway gateway) {
    return AwsClients.from(
        Map.of(
            "AWS_REGION", "eu-west-2",
            "AWS_ACCESS_KEY_ID", "local",
            "AWS_SECRET_ACCESS_KEY", "local",
            "FIRSTBELL_AWS_ENDPOINT", gateway.endpoint().toString()));
  }

  /** What the tables hold after one report is what its transaction wrote. */
  private static List<Written> everything(MeasuredGateway gateway, DynamoDbClient dynamo) {
    var tables = gateway.tables();
    return Stream.of(tables.story(), tables.keys(), tables.audit())
        .flatMap(table ->
            dynamo.scan(scan -> scan.tableName(table)).items().stream()
                .map(item -> new Written(table, item)))
        .toList();
  }

  private static void write(DynamoDbClient dynamo, List<Written> transaction, String suffix) {
    dynamo.transactWriteItems(write ->
        write.transactItems(transaction.stream().map(item -> item.under(suffix)).toList()));
  }
}
