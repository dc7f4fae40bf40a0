package uk.firstbell.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
      byte[] seal(byte[] reader, byte[] authority, byte[] content) {
        return sealedByFirstbell(reader, authority, content);
      }
    },
    /** As Firstbell does in a process that starts from one that was stored. */
    FIRSTBELL_WARMED {
      @Override
      void begin() {
        Warming.warm();
      }

      @Override
      byte[] seal(byte[] reader, byte[] authority, byte[] content) {
        return sealedByFirstbell(reader, authority, content);
      }
    },
    /** As Bouncy Castle's own documentation does, with its provider. */
    BOUNCY_CASTLE {
      @Override
      byte[] seal(byte[] reader, byte[] authority, byte[] content)
          throws GeneralSecurityException, IOException, CMSException, OperatorCreationException {
        var certificate =
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(reader));
        return BouncyCastleSealer.seal(certificate, content, NOW, FIXED_SIGNATURE);
      }
    };

    /** What is done before anybody waits, and is not counted. */
    void begin() {}

    abstract byte[] seal(byte[] reader, byte[] authority, byte[] content)
        throws GeneralSecurityException, IOException, CMSException, OperatorCreationException;
  }

  /**
   * Prints the milliseconds on a processor from the reader's certificate to the sealed message.
   *
   * @param arguments who seals, the reader's certificate, and the authority's public key; the last
   *     two in DER, as the directory and the key service give them, and in base64
   */
  public static void main(String[] arguments) throws Exception {
    Sealing sealing = Sealing.valueOf(arguments[0]);
    LongSupplier nanos = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
    sealing.begin();
    byte[] reader = Base64.getDecoder().decode(arguments[1]);
    byte[] authority = Base64.getDecoder().decode(arguments[2]);
    long began = nanos.getAsLong();
    int length = sealing.seal(reader, authority, new byte[BYTES]).length;
    if (length < BYTES) {
      throw new IllegalStateException("a sealed message is longer than what it holds");
    }
    System.out.println((nanos.getAsLong() - began) / 1e6);
  }

  private static byte[] sealedByFirstbell(byte[] reader, byte[] authority, byte[] content) {
    var random = new SecureRandom();
    var signer = new GatewaySigner(new Authority(authority), Duration.ofDays(3_653), random);
    return new CmsSealer(signer, random).seal(List.of(reader), content, NOW);
  }

  /** Stands in for the key service, and answers at once. */
  private record Authority(byte[] publicKey) implements CertificateAuthority {
    @Override
    public byte[] sign(byte[] message) {
      return FIXED_SIGNATURE.clone();
    }
  }
}
