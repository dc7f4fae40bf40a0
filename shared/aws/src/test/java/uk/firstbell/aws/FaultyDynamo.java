package uk.firstbell.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A DynamoDB client that does what it is told at chosen calls, and otherwise what the real one
 * does: the local endpoint never conflicts, throttles or loses an answer by itself.
 */
final class FaultyDynamo implements InvocationHandler {
  private final DynamoDbClient real;
  private final Map<String, Fault> faults = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();

  FaultyDynamo(DynamoDbClient real) {
    this.real = real;
  }

  /** What happens in place of a call. */
  interface Fault {
    @Nullable Object instead(RealCall call) throws Throwable;
  }

  /** The call as it would have happened. */
  interface RealCall {
    @Nullable Object happens() throws Throwable;
  }

  static Fault fails(RuntimeException failure) {
    return call -> {
      throw failure;
    };
  }

  static Fault losesTheAnswer(RuntimeException failure) {
    return call -> {
      call.happens();
      throw failure;
    };
  }

  static Fault comesAfter(Runnable other) {
    return call -> {
      other.run();
      return call.happens();
    };
  }

  /** Has {@code fault} happen at the {@code nth} call of {@code method}, counted from 1. */
  FaultyDynamo at(String method, int nth, Fault fault) {
    faults.put(method + nth, fault);
    return this;
  }

  int calls(String method) {
    return calls.getOrDefault(method, 0);
  }

  DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    int nth = calls.merge(method.getName(), 1, Integer::sum);
    Fault fault = faults.getOrDefault(method.getName() + nth, RealCall::happens);
    return fault.instead(() -> really(method, arguments));
  }

  private @Nullable Object really(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
