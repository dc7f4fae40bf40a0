package uk.firstbell.aws;

import static uk.firstbell.aws.Names.AT;
import static uk.firstbell.aws.Names.CHAIN;
import static uk.firstbell.aws.Names.PARTITION;
import static uk.firstbell.aws.Names.PERSON;
import static uk.firstbell.aws.Names.STATE;
import static uk.firstbell.aws.Names.VERSION;

import java.util.Optional;
import java.util.function.Function;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Binding;
import uk.firstbell.domain.story.BoundPerson;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.Stored;

/**
 * The rows of enrolment as items of the {@code directory} table, and back. What the directory was
 * given, and nothing was written about since, has no version.
 */
final class DeviceItems {
  /** Sparse index by {@link #WAITING_FOR} and {@link #REQUESTED_AT}: what waits for approval. */
  static final String WAITING = "waiting";

  /** The authority that may approve it; there only while it waits. */
  static final String WAITING_FOR = "waitingFor";

  static final String REQUESTED_AT = "requestedAt";

  private static final String ID = "id";
  private static final String CERTIFICATE = "certificate";
  private static final String NOT_BEFORE = "notBefore";
  private static final String NOT_AFTER = "notAfter";
  private static final String SIGN_IN = "signIn";
  private static final String ENDED = "ended";
  private static final String SIGNED_OUT = "signedOut";
  private static final String CHECK = "check";
  private static final String AUTHORITY = "authority";
  private static final String BY = "by";
  private static final String REVOKED = "revoked";

  private DeviceItems() {}

  /** What is written about from now on has a mark; what was only given has none. */
  static Mark mark(StoredItem item) {
    return item.has(VERSION) ? new Mark(item.number(VERSION), item.text(CHAIN)) : Mark.NONE;
  }

  static void write(Binding binding, Item item) {
    item.text(PERSON, binding.person())
        .moment(ENDED, binding.ended())
        .moment(SIGNED_OUT, binding.signedOut());
  }

  static Stored<Binding> binding(StoredItem item) {
    String signIn = item.text(PARTITION).substring("SIGNIN#".length());
    return new Stored<>(
        new Binding(
            signIn,
            item.read(PERSON, PersonId::new),
            item.momentIfAny(ENDED),
            item.momentIfAny(SIGNED_OUT)),
        mark(item));
  }

  static void write(BoundPerson bound, Item item) {
    item.text(SIGN_IN, bound.signIn()).moment(ENDED, bound.ended());
  }

  static Stored<BoundPerson> boundPerson(StoredItem item) {
    var person = new PersonId(item.text(PARTITION).substring("PERSON#".length()));
    return new Stored<>(
        new BoundPerson(person, item.text(SIGN_IN), item.momentIfAny(ENDED)), mark(item));
  }

  /** A device that was given already certified. */
  static void write(ReaderCertificate held, Item item) {
    item.text(PERSON, held.person())
        .text(ID, held.id())
        .bytes(CERTIFICATE, held.certificate())
        .moment(NOT_BEFORE, held.notBefore())
        .moment(NOT_AFTER, held.notAfter());
  }

  static void write(Device device, Item item) {
    item.text(PERSON, device.person())
        .text(ID, device.device())
        .name(STATE, device.state())
        .moment(REQUESTED_AT, device.requestedAt())
        .textIfAny(SIGN_IN, device.signIn())
        .textIfAny(AUTHORITY, device.authority().map(Unit::toString))
        .groups(
            "approvals",
            device.approvals(),
            each -> new Item().text(BY, each.by()).moment(AT, each.at()))
        .groups("certificates", device.certificates(), DeviceItems::item)
        .textIfAny("passkey", device.wrapped().passkey())
        .textIfAny("recovery", device.wrapped().recovery());
    device.key().ifPresent(key -> item.bytes("key", key));
    if (device.state().waiting()) {
      item.textIfAny(WAITING_FOR, device.authority().map(Unit::toString));
    }
    device
        .check()
        .ifPresent(check ->
            item.group(
                CHECK, new Item().text("code", check.code()).number("wrong", check.wrong())));
    device
        .revocation()
        .ifPresent(why ->
            item.group(
                REVOKED,
                new Item().text(BY, why.by()).moment(AT, why.at()).name("reason", why.reason())));
  }

  static Stored<Device> device(StoredItem item) {
    Unit organisation = organisation(item);
    return new Stored<>(
        item.has(STATE) ? written(organisation, item) : given(organisation, item), mark(item));
  }

  private static Device given(Unit organisation, StoredItem item) {
    return Device.listed(
        organisation,
        new ReaderCertificate(
            item.read(PERSON, PersonId::new),
            item.text(ID),
            item.bytes(CERTIFICATE),
            item.moment(NOT_BEFORE),
            item.moment(NOT_AFTER)));
  }

  private static Device written(Unit organisation, StoredItem item) {
    return new Device(
        organisation,
        item.read(PERSON, PersonId::new),
        item.text(ID),
        item.has("key") ? Optional.of(item.bytes("key")) : Optional.empty(),
        item.read(STATE, Device.State::valueOf),
        item.moment(REQUESTED_AT),
        item.readIfAny(SIGN_IN, Function.identity()),
        item.readIfAny(AUTHORITY, Unit::parse),
        item.groups("approvals").stream()
            .map(each -> new Device.Approval(each.read(BY, PersonId::new), each.moment(AT)))
            .toList(),
        item.groups("certificates").stream().map(DeviceItems::certified).toList(),
        new Device.Wrapped(
            item.readIfAny("passkey", Function.identity()),
            item.readIfAny("recovery", Function.identity())),
        item.has(CHECK) ? Optional.of(check(item.group(CHECK))) : Optional.empty(),
        item.has(REVOKED) ? Optional.of(revocation(item.group(REVOKED))) : Optional.empty());
  }

  private static Device.Check check(StoredItem item) {
    return new Device.Check(item.text("code"), Math.toIntExact(item.number("wrong")));
  }

  private static Device.Revocation revocation(StoredItem item) {
    return new Device.Revocation(
        item.read(BY, PersonId::new), item.moment(AT), item.read("reason", Device.Reason::valueOf));
  }

  private static Item item(Device.Certified held) {
    return new Item()
        .bytes(CERTIFICATE, held.certificate())
        .moment(NOT_BEFORE, held.notBefore())
        .moment(NOT_AFTER, held.notAfter());
  }

  private static Device.Certified certified(StoredItem item) {
    return new Device.Certified(
        item.bytes(CERTIFICATE), item.moment(NOT_BEFORE), item.moment(NOT_AFTER));
  }

  /** An organisation's partition is its kind and its code. */
  private static Unit organisation(StoredItem item) {
    return item.read(PARTITION, partition -> Unit.parse(partition.replaceFirst("#", "-")));
  }
}
