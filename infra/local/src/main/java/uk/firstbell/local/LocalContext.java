package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.firstbell.cloud.template.Function;

/** What the Lambda runtime tells a handler about one invocation. */
final class LocalContext implements Context {
  private static final int MEMORY_MEGABYTES = 1_024;

  private final Function function;
  private final String requestId = UUID.randomUUID().toString();
  private final long begunNanos = System.nanoTime();

  LocalContext(Function function) {
    this.function = function;
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + function.name();
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return function.name();
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:eu-west-2:000000000000:function:" + function.name() + ":live";
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null; // As for every caller that is no mobile application.
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null; // As for every caller that is no mobile application.
  }

  @Override
  public int getRemainingTimeInMillis() {
    Duration spent = Duration.ofNanos(System.nanoTime() - begunNanos);
    return Math.toIntExact(Math.max(0, function.timeout().minus(spent).toMillis()));
  }

  @Override
  public int getMemoryLimitInMB() {
    return MEMORY_MEGABYTES;
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        System.err.println(message);
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, UTF_8));
      }
    };
  }
}
