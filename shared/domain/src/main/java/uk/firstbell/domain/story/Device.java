package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/**
 * One device by which a person asked to read, and how far that got. It is kept in the directory,
 * beside its person.
 *
 * @param device its id: from its key, so that the same key asked for twice is one device
 * @param key X.509 SubjectPublicKeyInfo, DER; empty for one the directory was given already
 *     certified
 * @param requestedAt when it was asked for; of one given already certified, when its certificate
 *     began
 * @param signIn by which it was asked for: the person must be known by it, or will be, when it is
 *     certified; empty if the directory was given it
 * @param authority the local authority that may approve it; none for a force's
 * @param approvals one for each approver, in their order
 * @param certificates newest first
 * @param wrapped the private key, as only its owner can open it
 * @param check what its owner proves to an approver that it is theirs; only while it waits
 * @param revocation by whom and why it was withdrawn
 */
public record Device(
    Unit organisation,
    PersonId person,
    String device,
    Optional<byte[]> key,
    State state,
    Instant requestedAt,
    Optional<String> signIn,
    Optional<Unit> authority,
    List<Approval> approvals,
    List<Certified> certificates,
    Wrapped wrapped,
    Optional<Check> check,
    Optional<Revocation> revocation)
    implements DirectoryRow {

  /** How far a device got. */
  public enum State {
    /** Waits for somebody to approve it. */
    REQUESTED,
    /** Waits for the second of two. */
    APPROVED_ONCE,
    /** Certified; its person reads by it while its certificate is in date. */
    ACTIVE,
    /** Whoever may approve it did not. Final. */
    REFUSED,
    /** Lost, left, replaced or wrong: nobody reads by it from then on. Final. */
    REVOKED;

    public boolean waiting() {
      return this == REQUESTED || this == APPROVED_ONCE;
    }

    /** Whether there is anything to take away. */
    public boolean live() {
      return waiting() || this == ACTIVE;
    }
  }

  /** Why a device was withdrawn. */
  public enum Reason {
    LOST,
    LEFT,
    REPLACED,
    WRONG
  }

  /** Who approved it, and when. */
  public record Approval(PersonId by, Instant at) {}

  /** Who withdrew it, when and why. */
  public record Revocation(PersonId by, Instant at, Reason reason) {}

  /**
   * A code that the gateway drew for this device and shows to whoever asked for it, and to nobody
   * else: an approver can only have it from them.
   *
   * @param code six digits
   * @param wrong how often an approver said another
   */
  public record Check(String code, int wrong) {
    private static final int CODE_RANGE = 1_000_000;

    /** A code that nobody can foresee if nobody foresees {@code chance}. */
    public static Check drawn(RandomGenerator chance) {
      return new Check(String.format(Locale.ROOT, "%06d", chance.nextInt(CODE_RANGE)), 0);
    }

    Check wrongAgain() {
      return new Check(code, wrong + 1);
    }
  }

  /**
   * One certificate of its key.
   *
   * @param certificate X.509, DER
   */
  public record Certified(byte[] certificate, Instant notBefore, Instant notAfter) {
    public Certified {
      certificate = certificate.clone();
    }

    @Override
    public byte[] certificate() {
      return certificate.clone();
    }
  }

  /**
   * The private key, wrapped in the browser that made it: the gateway keeps both, and can open
   * neither.
   *
   * @param passkey JSON, wrapped under what a passkey yields
   * @param recovery JSON, wrapped under the recovery code
   */
  public record Wrapped(Optional<String> passkey, Optional<String> recovery) {
    public static final Wrapped NOT = new Wrapped(Optional.empty(), Optional.empty());
  }

  public Device {
    key = key.map(byte[]::clone);
    approvals = List.copyOf(approvals);
    certificates = List.copyOf(certificates);
    if ((state == State.ACTIVE) && certificates.isEmpty()) {
      throw new IllegalArgumentException("a device that is active is certified");
    }
  }

  @Override
  public RowId id() {
    return RowId.device(organisation, person, device);
  }

  @Override
  public Optional<byte[]> key() {
    return key.map(byte[]::clone);
  }

  /** What was asked for and nobody has decided on. */
  public static Device requested(
      Unit organisation,
      PersonId person,
      String device,
      byte[] key,
      String signIn,
      Optional<Unit> authority,
      Wrapped wrapped,
      Check check,
      Instant now) {
    return new Device(
        organisation,
        person,
        device,
        Optional.of(key),
        State.REQUESTED,
        now,
        Optional.of(signIn),
        authority,
        List.of(),
        List.of(),
        wrapped,
        Optional.of(check),
        Optional.empty());
  }

  /** One the directory was given already certified. */
  public static Device listed(Unit organisation, ReaderCertificate held) {
    return new Device(
        organisation,
        held.person(),
        held.id(),
        Optional.empty(),
        State.ACTIVE,
        held.notBefore(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(new Certified(held.certificate(), held.notBefore(), held.notAfter())),
        Wrapped.NOT,
        Optional.empty(),
        Optional.empty());
  }

  public boolean approvedBy(PersonId who) {
    return approvals.stream().anyMatch(approval -> approval.by().equals(who));
  }

  /** The certificate to seal to at {@code now}: the newest in date, if it is active. */
  public Optional<ReaderCertificate> usableAt(Instant now) {
    return state == State.ACTIVE
        ? certificates.stream()
            .map(held ->
                new ReaderCertificate(
                    person, device, held.certificate(), held.notBefore(), held.notAfter()))
            .filter(held -> held.validAt(now))
            .findFirst()
        : Optional.empty();
  }

  /** When it can no longer be read by; empty before it is certified. */
  public Optional<Instant> notAfter() {
    return certificates.stream().findFirst().map(Certified::notAfter);
  }

  /** The same, with one approval that is not yet enough in place of any that count no longer. */
  public Device approvedOnce(Approval approval) {
    return with(State.APPROVED_ONCE, List.of(approval), certificates, wrapped, check, revocation);
  }

  /** The same, after an approver said another code than its own. */
  public Device checkedWrongly() {
    return with(state, approvals, certificates, wrapped, check.map(Check::wrongAgain), revocation);
  }

  /** The same, with the last approval it needed, certified. */
  public Device certified(Approval approval, Certified certificate) {
    return with(
        State.ACTIVE, and(approval), List.of(certificate), wrapped, Optional.empty(), revocation);
  }

  /** The same, certified once more; what certified it before stays. */
  public Device renewed(Certified certificate) {
    return with(
        state,
        approvals,
        Stream.concat(Stream.of(certificate), certificates.stream()).toList(),
        wrapped,
        check,
        revocation);
  }

  public Device refused() {
    return with(State.REFUSED, approvals, certificates, wrapped, Optional.empty(), revocation);
  }

  public Device revoked(Revocation why) {
    return with(
        State.REVOKED, approvals, certificates, Wrapped.NOT, Optional.empty(), Optional.of(why));
  }

  /** The same, its key wrapped by another passkey. */
  public Device wrappedBy(String passkey) {
    return with(
        state,
        approvals,
        certificates,
        new Wrapped(Optional.of(passkey), wrapped.recovery()),
        check,
        revocation);
  }

  private List<Approval> and(Approval approval) {
    var all = new ArrayList<>(approvals);
    all.add(approval);
    return all;
  }

  private Device with(
      State newState,
      List<Approval> newApprovals,
      List<Certified> newCertificates,
      Wrapped newWrapped,
      Optional<Check> newCheck,
      Optional<Revocation> newRevocation) {
    return new Device(
        organisation,
        person,
        device,
        key,
        newState,
        requestedAt,
        signIn,
        authority,
        newApprovals,
        newCertificates,
        newWrapped,
        newCheck,
        newRevocation);
  }
}
