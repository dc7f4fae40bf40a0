package uk.firstbell.domain.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a sign-in.
 *
 * @param person whom it speaks for; empty if for nobody
 * @param signedOut when its sessions were last ended; a token of before then proves nobody
 */
public record Recognised(Optional<Person> person, Optional<Instant> signedOut) {
  /** One of which nothing was ever heard. */
  public static final Recognised NOBODY = new Recognised(Optional.empty(), Optional.empty());
}
