package uk.firstbell.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** All items of a query or a scan, asked for a page at a time and only as far as they are read. */
record Pages(DynamoDbClient dynamo) {
  Stream<StoredItem> of(QueryRequest first) {
    return items(
        query(first), page -> query(first.toBuilder().exclusiveStartKey(page.last()).build()));
  }

  Stream<StoredItem> of(ScanRequest first) {
    return items(
        scan(first), page -> scan(first.toBuilder().exclusiveStartKey(page.last()).build()));
  }

  /**
   * One page.
   *
   * @param last where the next page begins; empty if this is the last
   */
  private record Page(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> last) {}

  private Page query(QueryRequest request) {
    var response = dynamo.query(request);
    return new Page(response.items(), response.lastEvaluatedKey());
  }

  private Page scan(ScanRequest request) {
    var response = dynamo.scan(request);
    return new Page(response.items(), response.lastEvaluatedKey());
  }

  private static Stream<StoredItem> items(Page first, UnaryOperator<Page> next) {
    return Stream.iterate(
            Optional.of(first),
            Optional::isPresent,
            page -> page.filter(read -> !read.last().isEmpty()).map(next))
        .flatMap(Optional::stream)
        .flatMap(page -> page.items().stream())
        .map(StoredItem::new);
  }
}
