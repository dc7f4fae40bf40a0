package uk.firstbell.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.testkit.scene.Scene;

/** The report of the bank-holiday Friday, under a message id of its own each time. */
final class SampleReports {
  private final Scene scene = Scene.read(SampleBorough.event("bank-holiday-friday"));
  private final String body = new String(scene.publish().bytes(), UTF_8);
  private final String messageId = scene.publish().body().text("clientMessageId").orElseThrow();
  private final AtomicInteger made = new AtomicInteger();

  Instant publishedAt() {
    return scene.publish().at();
  }

  String keyId() {
    return scene.publish().keyId();
  }

  byte[] next() {
    return body.replace(messageId, messageId + "-" + made.incrementAndGet()).getBytes(UTF_8);
  }
}
