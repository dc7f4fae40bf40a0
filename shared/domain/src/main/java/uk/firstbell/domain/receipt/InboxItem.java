package uk.firstbell.domain.receipt;

import java.time.Instant;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.story.Copy;

/** One copy a reader can fetch. Says nothing of what it is about. */
public record InboxItem(DeliveryId delivery, Instant availableAt, Copy.State state) {}
