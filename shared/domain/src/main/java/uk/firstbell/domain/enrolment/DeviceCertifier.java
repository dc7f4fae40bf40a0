package uk.firstbell.domain.enrolment;

import java.time.Duration;
import java.time.Instant;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/** Certifies, as the gateway's authority, that a device is a person's. */
public interface DeviceCertifier {
  /**
   * A certificate by which copies can be sealed to a device. One call of the authority's {@code
   * sign}. Called twice it makes two certificates, of different serial numbers.
   *
   * @param publicKey what {@link RequestProof} proved
   * @param notBefore first second it is valid; a fraction of a second is cut off
   * @param validity from {@code notBefore} to the last second it is valid; whole seconds
   * @return X.509, DER
   * @throws IllegalArgumentException if the key is not of P-256: a bug in the caller
   */
  byte[] certify(Holder holder, byte[] publicKey, Instant notBefore, Duration validity);

  /**
   * Whose a device is, as its certificate says it. Every part is opaque or public; a name is in
   * none.
   *
   * @param role for which of their roles they were approved
   */
  record Holder(PersonId person, Role role, Unit organisation) {}
}
