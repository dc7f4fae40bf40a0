package uk.firstbell.domain.enrolment;

import java.time.Duration;
import java.time.Instant;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/** The gateway's authority, as it certifies the keys of people's devices. */
public interface PersonCertifier {
  /**
   * Certifies that {@code key} is the person's, as that role of that organisation. Each call gives
   * another serial number; one call of the authority's {@code sign}.
   *
   * @param key X.509 SubjectPublicKeyInfo, DER, as {@link RequestProof} proved it
   * @param notBefore first second it is valid; whole seconds
   * @param validity for how long; whole seconds
   * @return X.509, DER
   */
  byte[] certify(
      byte[] key,
      PersonId person,
      Role role,
      Unit organisation,
      Instant notBefore,
      Duration validity);
}
