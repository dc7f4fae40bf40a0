package uk.firstbell.sealing.cms;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.jspecify.annotations.Nullable;
import uk.firstbell.domain.dispatch.CertificateAuthority;

/**
 * The gateway's signing key, which is never at rest: made in memory on first use, certified by the
 * authority, and replaced when a day has passed. Safe for use by several threads.
 *
 * <p>Nothing is made before the first use, so no key is shared by processes that were restored from
 * one snapshot.
 */
public final class GatewaySigner {
  /** How long a private key signs. */
  static final Duration USAGE = Duration.ofDays(1);

  private final GatewayCa ca;
  private final Duration certificateValidity;
  private final SecureRandom random;
  private @Nullable Identity current;

  /**
   * A signing key with its certificate.
   *
   * @param from first instant it signs
   * @param until first instant it no longer signs
   */
  record Identity(
      ECPrivateKeyParameters key, Certificate certificate, Instant from, Instant until) {
    boolean usableAt(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  /**
   * @param certificateValidity how long what it signs must verify: ten years, say
   * @param random where keys and serial numbers come from
   */
  public GatewaySigner(
      CertificateAuthority authority, Duration certificateValidity, SecureRandom random) {
    if (certificateValidity.compareTo(USAGE) < 0) {
      throw new IllegalArgumentException("a certificate is valid at least while its key signs");
    }
    this.ca = new GatewayCa(authority);
    this.certificateValidity = certificateValidity;
    this.random = random;
  }

  /** The key to sign with at {@code now}: the one in use, or a fresh one, once certified. */
  synchronized Identity at(Instant now) {
    if (current == null || !current.usableAt(now)) {
      current = fresh(now);
    }
    return current;
  }

  private Identity fresh(Instant now) {
    Curve.Pair pair = Curve.pair(random);
    Instant from = now.truncatedTo(ChronoUnit.SECONDS);
    Certificate certificate =
        ca.signing(
            new BigInteger(GatewayCa.SERIAL_BITS, random),
            Curve.info(pair.point()),
            from,
            USAGE,
            certificateValidity);
    return new Identity(pair.secret(), certificate, from, from.plus(USAGE));
  }
}
