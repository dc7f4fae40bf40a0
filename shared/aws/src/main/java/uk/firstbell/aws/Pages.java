package uk.firstbell.aws;

import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** All of a query's items, asked for a page at a time and only as far as they are read. */
record Pages(DynamoDbClient dynamo) {
  Stream<StoredItem> of(QueryRequest first) {
    return Stream.iterate(
            Optional.of(dynamo.query(first)),
            Optional::isPresent,
            page -> page.filter(QueryResponse::hasLastEvaluatedKey).map(last -> next(first, last)))
        .flatMap(Optional::stream)
        .flatMap(page -> page.items().stream())
        .map(StoredItem::new);
  }

  private QueryResponse next(QueryRequest first, QueryResponse page) {
    return dynamo.query(first.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build());
  }
}
