package uk.firstbell.sealing.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.Provider;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WarmingTest {
  private static final AtomicInteger DRAWN = new AtomicInteger();

  /** A source of randomness that counts the bytes it is asked for. */
  public static final class Counting extends SecureRandomSpi {
    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 1);
      DRAWN.addAndGet(bytes.length);
    }

    @Override
    protected byte[] engineGenerateSeed(int bytes) {
      DRAWN.addAndGet(bytes);
      return new byte[bytes];
    }
  }

  private static final class Counter extends Provider {
    Counter() {
      super("Counter", "1", "counts what is drawn");
      put("SecureRandom.Counting", Counting.class.getName());
    }
  }

  @BeforeEach
  void everyNewSourceCounts() {
    Security.insertProviderAt(new Counter(), 1);
    DRAWN.set(0);
  }

  @AfterEach
  void theJdksSourcesAgain() {
    Security.removeProvider("Counter");
  }

  @Test
  void opens_the_message_that_is_packed_with_it_and_draws_nothing_at_random() throws Exception {
    onAThreadOfItsOwn(Warming::warm);

    assertThat(DRAWN).hasValue(0);
  }

  @Test
  void leaves_the_library_a_source_of_its_own() throws Exception {
    onAThreadOfItsOwn(() -> {
      Warming.warm();
      Curve.point(new ECPrivateKeyParameters(BigInteger.TWO, Curve.DOMAIN));
    });

    assertThat(DRAWN).hasPositiveValue();
  }

  /** The library keeps a source for each thread. */
  private static void onAThreadOfItsOwn(Runnable deed) throws InterruptedException {
    var failed = new AtomicInteger();
    var thread = new Thread(deed);
    thread.setUncaughtExceptionHandler((_, _) -> failed.incrementAndGet());
    thread.start();
    thread.join();
    assertThat(failed).hasValue(0);
  }
}
