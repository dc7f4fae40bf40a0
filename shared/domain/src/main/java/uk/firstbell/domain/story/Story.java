package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/**
 * Every notification's rows. Reads by name are strongly consistent; the listings are not, and
 * whoever uses them reads the row again before acting on it.
 *
 * <p>An outage is an unchecked exception of the store's: the caller's runtime repeats the message.
 */
public interface Story {
  /**
   * Makes all {@code changes} and writes their audit entries, or nothing.
   *
   * @param at the moment the entries will state, to the millisecond
   * @param changes at most 40, no row twice
   */
  Written write(Instant at, List<Change> changes);

  Optional<Stored<Claim>> claim(ForceCode force, ClientMessageId message, int revision);

  Optional<Stored<Head>> head(NotificationId id);

  Optional<Stored<Payload>> payload(NotificationId id);

  /** The wrapped data key of what is kept; empty once it was destroyed. */
  Optional<byte[]> wrappedKey(NotificationId id, Kept what);

  Optional<Stored<Delivery>> delivery(DeliveryId id);

  Optional<Stored<Copy>> copy(DeliveryId id, PersonId reader);

  /** The delivery's copies, in the order of their readers. */
  List<Stored<Copy>> copies(DeliveryId id);

  Optional<Stored<Alert>> alert(DeliveryId id, Rung rung, PersonId person);

  /** The clock of a case; empty if the notification is none. */
  Optional<Stored<Case>> casefile(NotificationId id);

  /** What social care answered to a case. */
  Optional<Stored<CaseAnswer>> answer(NotificationId id);

  Optional<Stored<Access>> access(NotificationId id);

  /** With whom the delivery was shared inside its school; empty while nothing is noted. */
  Optional<Stored<ShareLog>> shareLog(DeliveryId id);

  /** The looks at a device's trail, or at the portal's releases. */
  Optional<Stored<Looks>> looks(RowId id);

  /** When a device's certificate ends; empty if nobody is warned of it. */
  Optional<Stored<Expiry>> expiry(RowId id);

  Optional<Stored<Warning>> warning(RowId id);

  /**
   * Heads, deliveries, cases and expiries due at or before {@code now}, longest due first; at most
   * {@code limit}.
   */
  List<RowId> due(Instant now, int limit);

  /**
   * Every row of one segment that is watched and not final, read from the rows themselves and not
   * from any listing: strongly consistent, a page at a time, and only as far as the stream is. A
   * row that no listing would find, because what it is listed by is gone, stands here without a due
   * time.
   */
  Stream<OpenRow> open(Segment segment);

  /** The most deliveries that {@link #inbox} gives at once. */
  int INBOX_MAX = 100;

  /**
   * What was there for a reader to fetch by {@code until}, newest first; at most {@link
   * #INBOX_MAX}.
   */
  List<DeliveryId> inbox(PersonId reader, Instant until);

  /**
   * A page of the unit's deliveries that are {@link Delivery#listed}, the latest due first.
   *
   * @param after the last line of the page before; empty for the first page
   */
  List<Listed> listed(Unit unit, Optional<Listed> after);

  /**
   * A page of the unit's deliveries with a wish that waits for somebody to agree, longest waiting
   * first; what is decided is in it no longer.
   *
   * @param after the last line of the page before; empty for the first page
   */
  List<Listed> waiting(Unit unit, Optional<Listed> after);

  /** The same of all units that the authority answered for when their deliveries were planned. */
  List<Listed> waitingFor(Unit authority, Optional<Listed> after);

  /**
   * The notification's rows and everything written about them, its claim's included; empty if there
   * is no such notification.
   */
  Optional<Trail> trail(NotificationId id);

  /**
   * A device, its end, its warnings, the looks at it, and everything written about them; empty if
   * there is no such device.
   */
  Optional<Trail> deviceTrail(Unit organisation, PersonId person, String device);

  /** The portal's releases, the looks at them, and everything written about them. */
  Trail releaseTrail();
}
