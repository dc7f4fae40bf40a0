package uk.firstbell.domain.dispatch;

import java.time.Instant;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;

/**
 * A notice with everything that ties it to one reader, inside the signed bytes: a recipient list is
 * not authenticated, so without this a copy could be passed off as somebody else's.
 */
final class BoundNotice {
  private BoundNotice() {}

  static Content.Group of(
      Content.Group notice,
      DeliveryId delivery,
      int revision,
      PersonId reader,
      Instant sealedAt,
      OpeningToken token) {
    var binding =
        Content.Group.EMPTY
            .with("notification", new Content.Text(delivery.notification().value()))
            .with("revision", new Content.Whole(revision))
            .with("delivery", new Content.Text(delivery.unit().toString()))
            .with("reader", new Content.Text(reader.value()))
            .with("sealedAt", new Content.Text(sealedAt.toString()))
            .with("openingToken", new Content.Text(token.value()));
    return Content.Group.EMPTY.with("binding", binding).with("notice", notice);
  }
}
