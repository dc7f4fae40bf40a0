package uk.firstbell.domain.receipt;

import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.ReaderOutcome;

/**
 * An earlier notification about a child, which its reader can still fetch. Says nothing of what it
 * says.
 *
 * @param outcome what the school said it did, once it has
 */
public record Earlier(
    DeliveryId delivery,
    Instant availableAt,
    String messageType,
    Copy.State state,
    Optional<ReaderOutcome> outcome) {}
