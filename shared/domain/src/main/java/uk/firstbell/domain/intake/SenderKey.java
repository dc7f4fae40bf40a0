package uk.firstbell.domain.intake;

import java.time.Instant;
import java.util.Set;
import uk.firstbell.domain.model.ForceCode;

/**
 * A public key by which one force speaks. Two may be valid while one is replaced.
 *
 * @param keyId as requests name it
 * @param algorithm the only algorithm it may be used with
 * @param publicKey X.509 SubjectPublicKeyInfo, DER
 * @param units the force's units it may speak for
 * @param messageTypes the message types it may publish
 * @param notBefore first instant it is valid
 * @param notAfter first instant it is no longer valid
 */
public record SenderKey(
    String keyId,
    ForceCode force,
    Algorithm algorithm,
    byte[] publicKey,
    Set<String> units,
    Set<String> messageTypes,
    Instant notBefore,
    Instant notAfter) {

  /** Signature algorithms, by their names in the HTTP Signature Algorithms registry. */
  public enum Algorithm {
    /** RFC 9421, section 3.3.6. */
    ED25519("ed25519"),
    /** RFC 9421, section 3.3.4. */
    ECDSA_P256_SHA256("ecdsa-p256-sha256");

    private final String registryName;

    Algorithm(String registryName) {
      this.registryName = registryName;
    }

    public String registryName() {
      return registryName;
    }
  }

  public SenderKey {
    publicKey = publicKey.clone();
    units = Set.copyOf(units);
    messageTypes = Set.copyOf(messageTypes);
  }

  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  public boolean validAt(Instant now) {
    return !now.isBefore(notBefore) && now.isBefore(notAfter);
  }
}
