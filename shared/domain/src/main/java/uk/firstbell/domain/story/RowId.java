package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/** A row's name: ids and codes only, for queues and logs carry it too. */
public record RowId(String partition, String sort) implements Comparable<RowId> {
  private static final String NOTIFICATION = "N#";
  private static final String DELIVERY = "DELIVERY#";
  private static final String ALERT = "ALERT#";
  private static final String SHARED = "SHARED#";
  private static final String DEVICE = "CERT#";
  private static final String ENDING = "E#";
  private static final String EXPIRY = "EXPIRY";
  private static final String WARNING = "WARNING#";
  private static final String LOOKS = "LOOKS";
  private static final String PORTAL = "R#PORTAL";
  private static final String RELEASE = "RELEASE#";

  /** A device's unit, its person and its id. */
  private static final Pattern ENDING_DEVICE =
      Pattern.compile("E#([A-Z]+-[A-Z0-9]+)#([a-z0-9-]{1,40})#[A-Za-z0-9_-]{1,40}");

  public static RowId head(NotificationId id) {
    return new RowId(NOTIFICATION + id, "HEAD");
  }

  public static RowId payload(NotificationId id) {
    return new RowId(NOTIFICATION + id, "PAYLOAD");
  }

  public static RowId delivery(DeliveryId id) {
    return new RowId(NOTIFICATION + id.notification(), DELIVERY + id.unit());
  }

  public static RowId copy(DeliveryId id, PersonId reader) {
    return new RowId(NOTIFICATION + id.notification(), "COPY#" + id.unit() + "#" + reader);
  }

  public static RowId alert(DeliveryId id, Rung rung, PersonId person) {
    return new RowId(
        NOTIFICATION + id.notification(), ALERT + id.unit() + "#" + rung + "#" + person);
  }

  public static RowId shareLog(DeliveryId id) {
    return new RowId(NOTIFICATION + id.notification(), SHARED + id.unit());
  }

  public static RowId casefile(NotificationId id) {
    return new RowId(NOTIFICATION + id, "CASE");
  }

  public static RowId answer(NotificationId id) {
    return new RowId(NOTIFICATION + id, "ANSWER");
  }

  public static RowId access(NotificationId id) {
    return new RowId(NOTIFICATION + id, "ACCESS");
  }

  public static RowId claim(ForceCode force, ClientMessageId message, int revision) {
    return new RowId("C#" + force + "#" + message + "#" + revision, "CLAIM");
  }

  /** A device of one of the organisation's people. */
  public static RowId device(Unit organisation, PersonId person, String device) {
    return new RowId(organisation(organisation), DEVICE + person + "#" + device);
  }

  public static RowId pageRelease(String hash) {
    return new RowId(PORTAL, RELEASE + hash);
  }

  /** Counts the looks at what the portal's releases are. */
  public static RowId looksAtReleases() {
    return new RowId(PORTAL, LOOKS);
  }

  /** Counts the looks at a device's trail. */
  public static RowId looksAt(Unit organisation, PersonId person, String device) {
    return new RowId(expiry(organisation, person, device).partition, LOOKS);
  }

  /** When a device's certificate ends. */
  public static RowId expiry(Unit organisation, PersonId person, String device) {
    return new RowId(ENDING + organisation + "#" + person + "#" + device, EXPIRY);
  }

  /** The same, by its partition, from anywhere outside; empty if none has that name. */
  public static Optional<RowId> expiry(String partition) {
    return ENDING_DEVICE.matcher(partition).matches()
        ? Optional.of(new RowId(partition, EXPIRY))
        : Optional.empty();
  }

  /** A mail to somebody about such an end. */
  public static RowId warning(RowId expiry, Instant end, int days, PersonId to) {
    return new RowId(expiry.partition, WARNING + end + "#" + days + "#" + to);
  }

  /**
   * Whom a sign-in is bound to.
   *
   * @param signIn as {@link uk.firstbell.domain.directory.SignIn#name} writes it
   */
  public static RowId binding(String signIn) {
    return new RowId("SIGNIN#" + signIn, "PROFILE");
  }

  /** By which sign-in a person is known. */
  public static RowId boundPerson(PersonId person) {
    return new RowId("PERSON#" + person, "SIGNIN");
  }

  /** The partition of an organisation and all that is its own. */
  public static String organisation(Unit unit) {
    return unit.kind() + "#" + unit.code();
  }

  /** The notification this row is part of; a claim, or a row of the directory, is part of none. */
  public NotificationId notification() {
    if (!partition.startsWith(NOTIFICATION)) {
      throw new IllegalStateException("this row is part of no notification");
    }
    return new NotificationId(partition.substring(NOTIFICATION.length()));
  }

  public boolean isHead() {
    return sort.equals("HEAD");
  }

  public boolean isCase() {
    return sort.equals("CASE");
  }

  public boolean isDelivery() {
    return sort.startsWith(DELIVERY);
  }

  public boolean isShareLog() {
    return sort.startsWith(SHARED);
  }

  public boolean isDevice() {
    return sort.startsWith(DEVICE);
  }

  public boolean isExpiry() {
    return sort.equals(EXPIRY);
  }

  public boolean isLooks() {
    return sort.equals(LOOKS);
  }

  public boolean isPageRelease() {
    return sort.startsWith(RELEASE);
  }

  public boolean isWarning() {
    return sort.startsWith(WARNING);
  }

  public boolean isAlert() {
    return sort.startsWith(ALERT);
  }

  /** The delivery this row is; asked of another row it is a bug in the caller. */
  public DeliveryId delivery() {
    if (!isDelivery()) {
      throw new IllegalStateException("this row is not a delivery");
    }
    return new DeliveryId(notification(), Unit.parse(sort.substring(DELIVERY.length())));
  }

  @Override
  public int compareTo(RowId other) {
    int byPartition = partition.compareTo(other.partition);
    return byPartition != 0 ? byPartition : sort.compareTo(other.sort);
  }

  @Override
  public String toString() {
    return partition + "#" + sort;
  }
}
