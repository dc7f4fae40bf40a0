package uk.firstbell.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * A DynamoDB client that counts the items its requests had read: those that a filter threw away are
 * read, and paid for, like those that came.
 */
final class CountingDynamo implements InvocationHandler {
  private final DynamoDbClient real;
  private final AtomicLong itemsRead = new AtomicLong();

  CountingDynamo(DynamoDbClient real) {
    this.real = real;
  }

  DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this);
  }

  long itemsRead() {
    return itemsRead.get();
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      Object answer = method.invoke(real, arguments);
      itemsRead.addAndGet(
          switch (answer) {
            case QueryResponse query -> query.scannedCount();
            case ScanResponse scan -> scan.scannedCount();
            case GetItemResponse item -> item.hasItem() ? 1 : 0;
            case null, default -> 0;
          });
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
