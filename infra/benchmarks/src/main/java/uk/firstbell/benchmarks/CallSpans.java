package uk.firstbell.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * The time between each AWS request and its answer, in every client of this process: the SDK finds
 * this class by its name in a resource, so that what is measured need not know that it is.
 */
public final class CallSpans implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> BEGAN =
      new ExecutionAttribute<>("uk.firstbell.benchmarks.began");

  private static final Map<String, Span> SPANS = new ConcurrentHashMap<>();

  /** How often, and how long in all. */
  record Span(long calls, long nanos) {
    Span plus(Span other) {
      return new Span(calls + other.calls, nanos + other.nanos);
    }
  }

  /** What was measured since this was last asked, by service and operation. */
  static Map<String, Span> drain() {
    var drained = new TreeMap<>(SPANS);
    SPANS.clear();
    return drained;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(BEGAN, System.nanoTime());
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    ended(attributes);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    ended(attributes);
  }

  private static void ended(ExecutionAttributes attributes) {
    String call =
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
            + " "
            + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    long nanos = System.nanoTime() - attributes.getAttribute(BEGAN);
    SPANS.merge(call, new Span(1, nanos), Span::plus);
  }
}
