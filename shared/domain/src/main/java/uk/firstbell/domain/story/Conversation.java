package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.model.PersonId;

/**
 * A conversation that police say they had with social care. Their word alone is no contact.
 *
 * @param name the sender's own name for it, unique within the case
 * @param heldAt when it was held
 * @param police who of the force spoke
 * @param socialCare who of social care did, and alone can confirm it
 * @param recordedAt when it was recorded here
 * @param confirmedAt when it was confirmed
 */
public record Conversation(
    String name,
    Instant heldAt,
    PersonId police,
    PersonId socialCare,
    Instant recordedAt,
    Optional<Instant> confirmedAt) {

  Conversation confirmed(Instant at) {
    return new Conversation(name, heldAt, police, socialCare, recordedAt, Optional.of(at));
  }
}
