package uk.firstbell.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.LongSupplier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.operator.OperatorCreationException;
import uk.firstbell.domain.dispatch.CertificateAuthority;
import uk.firstbell.sealing.cms.CmsSealer;
import uk.firstbell.sealing.cms.GatewaySigner;
import uk.firstbell.sealing.cms.Warming;

/**
 * A process that makes a signing key, seals one message of 4 KB to one reader, says how long that
 * took, and ends. {@link FreshJvm} starts it.
 */
final class FirstMessage {
  private static final int BYTES = 4_096;
  private static final Instant NOW = Instant.parse("2026-05-01T21:40:00Z");

  /** A signature of the right form: what the key service does is not this process's work. */
  private static final byte[] FIXED_SIGNATURE =
      Base64.getDecoder()
          .decode(
              "MEQCIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gAiABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZ"
                  + "GhscHR4fIA==");

  private FirstMessage() {}

  /** Who seals. */
  enum Sealing {
    /** As Firstbell does. */
    FIRSTBELL {
      @Override
      byte[] seal(X509Certificate reader, byte[] content) throws GeneralSecurityException {
        return sealedByFirstbell(reader, content);
      }
    },
    /** As Firstbell does in a process that starts from one that was stored. */
    FIRSTBELL_WARMED {
      @Override
      void begin() {
        Warming.warm();
      }

      @Override
      byte[] seal(X509Certificate reader, byte[] content) throws GeneralSecurityException {
        return sealedByFirstbell(reader, content);
      }
    },
    /** As Bouncy Castle's own documentation does, with its provider. */
    BOUNCY_CASTLE {
      @Override
      byte[] seal(X509Certificate reader, byte[] content)
          throws GeneralSecurityException, IOException, CMSException, OperatorCreationException {
        return BouncyCastleSealer.seal(reader, content, NOW, FIXED_SIGNATURE);
      }
    };

    /** What is done before anybody waits, and is not counted. */
    void begin() {}

    abstract byte[] seal(X509Certificate reader, byte[] content)
        throws GeneralSecurityException, IOException, CMSException, OperatorCreationException;
  }

  /**
   * Prints the milliseconds on a processor from the reader's certificate to the sealed message.
   *
   * @param arguments who seals, and the file of the reader's certificate
   */
  public static void main(String[] arguments) throws Exception {
    Sealing sealing = Sealing.valueOf(arguments[0]);
    LongSupplier nanos = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
    sealing.begin();
    long began = nanos.getAsLong();
    byte[] pem = Files.readAllBytes(Path.of(arguments[1]));
    var reader =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem));
    int length = sealing.seal(reader, new byte[BYTES]).length;
    if (length < BYTES) {
      throw new IllegalStateException("a sealed message is longer than what it holds");
    }
    System.out.println((nanos.getAsLong() - began) / 1e6);
  }

  private static byte[] sealedByFirstbell(X509Certificate reader, byte[] content)
      throws GeneralSecurityException {
    byte[] key = reader.getPublicKey().getEncoded();
    var random = new SecureRandom();
    var signer = new GatewaySigner(new Authority(key), Duration.ofDays(3_653), random);
    return new CmsSealer(signer, random).seal(List.of(reader.getEncoded()), content, NOW);
  }

  /** Stands in for the key service, and answers at once. */
  private record Authority(byte[] publicKey) implements CertificateAuthority {
    @Override
    public byte[] sign(byte[] message) {
      return FIXED_SIGNATURE.clone();
    }
  }
}
