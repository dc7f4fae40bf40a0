package uk.firstbell.functions.enrolment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import uk.firstbell.sealing.cms.GatewayCa;

/**
 * The authority's certificate for itself, made at the first asking and then kept: whoever asks at
 * will must not make us sign at will. Those of two processes differ in their signatures alone.
 */
final class AuthorityCertificate {
  /** Before anything it certified, and long after. */
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration VALIDITY = Duration.ofDays(30 * 365);

  private final GatewayCa ca;
  private byte @Nullable [] made;

  AuthorityCertificate(GatewayCa ca) {
    this.ca = ca;
  }

  /** X.509, DER. */
  synchronized byte[] der() {
    if (made == null) {
      made = ca.certificate(FROM, VALIDITY);
    }
    return made.clone();
  }
}
