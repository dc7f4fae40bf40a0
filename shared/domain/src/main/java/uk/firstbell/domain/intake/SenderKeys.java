package uk.firstbell.domain.intake;

import java.util.Optional;

/** The keys that forces have registered. */
public interface SenderKeys {
  /** The key of that id, in date or not; empty if nobody registered it. */
  Optional<SenderKey> senderKey(String keyId);
}
