package uk.firstbell.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import uk.firstbell.domain.dispatch.Sealer;
import uk.firstbell.memory.MemoryAuthority;
import uk.firstbell.sealing.cms.CmsSealer;
import uk.firstbell.sealing.cms.GatewaySigner;
import uk.firstbell.testkit.scene.SampleBorough;

/** The time of sealing 4 KB to one reader, against the sum of what it is made of. */
final class Seal {
  private static final int ROUNDS = 7;
  private static final int BYTES = 4_096;
  private static final Duration TIME = Duration.ofSeconds(3);

  private final Sealer sealer;
  private final byte[] certificate = certificate();
  private final byte[] content = new byte[BYTES];
  private final Instant now = new SampleReports().publishedAt();

  Seal() {
    var random = new SecureRandom();
    random.nextBytes(content);
    this.sealer =
        new CmsSealer(
            new GatewaySigner(new MemoryAuthority(), Duration.ofDays(3_653), random), random);
  }

  /**
   * Against {@code openssl speed} of ECDSA P-256 signing, ECDH P-256, AES-256-GCM over 4 KB and
   * SHA-256 over 4 KB; and ECDSA P-256 signing once more in place of the ephemeral key pair, which
   * {@code openssl speed} does not measure, and which like a signature is a multiplication of the
   * curve's own point.
   */
  Ratios againstOpenssl() {
    return Ratios.of(ROUNDS, this::seconds, Seal::primitives);
  }

  /** Against the same operations with nothing around them, the key pair included. */
  Ratios againstItsPrimitives() {
    var primitives = new Primitives(content, Primitives.BouncyCastle::new);
    return Ratios.of(ROUNDS, this::seconds, () -> primitives.seconds(TIME));
  }

  /** Against the same operations with the JDK's P-256 in place of Bouncy Castle's. */
  Ratios againstTheJdks() {
    var primitives = new Primitives(content, Primitives.Jdk::new);
    return Ratios.of(ROUNDS, this::seconds, () -> primitives.seconds(TIME));
  }

  private double seconds() {
    return Pace.processorSeconds(TIME, this::seal);
  }

  private void seal() {
    if (sealer.seal(List.of(certificate), content, now).length < BYTES) {
      throw new IllegalStateException("a sealed copy is longer than what it holds");
    }
  }

  /** The certificate of a sample reader, DER. */
  static byte[] certificate() {
    Path file = SampleBorough.path().resolve("certificates").resolve("larkfield-dsl.cert.pem");
    try (InputStream pem = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(pem).getEncoded();
    } catch (IOException | CertificateException unreadable) {
      throw new IllegalStateException("a sample certificate cannot be read", unreadable);
    }
  }

  private static double primitives() {
    return 2 * OpensslSpeed.ecdsaP256Sign()
        + OpensslSpeed.ecdhP256()
        + OpensslSpeed.aes256Gcm(BYTES)
        + OpensslSpeed.sha256(BYTES);
  }
}
