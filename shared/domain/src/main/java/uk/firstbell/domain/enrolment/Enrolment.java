package uk.firstbell.domain.enrolment;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.admission.Caller;
import uk.firstbell.domain.admission.Newcomer;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Guidance;
import uk.firstbell.domain.directory.LocalAuthority;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Approved;
import uk.firstbell.domain.enrolment.EnrolmentDecision.BoundOtherwise;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Contended;
import uk.firstbell.domain.enrolment.EnrolmentDecision.DecidedOtherwise;
import uk.firstbell.domain.enrolment.EnrolmentDecision.NotRenewable;
import uk.firstbell.domain.enrolment.EnrolmentDecision.NotThere;
import uk.firstbell.domain.enrolment.EnrolmentDecision.PasskeyKept;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Refused;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Rejected;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Renewed;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Requested;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Revoked;
import uk.firstbell.domain.enrolment.EnrolmentDecision.TooManyDevices;
import uk.firstbell.domain.enrolment.EnrolmentDecision.TooManyWaiting;
import uk.firstbell.domain.enrolment.EnrolmentDecision.TooManyWrongCodes;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.EnrolmentPolicy;
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/**
 * Takes a device from the wish for it, by the approval of whoever answers for its owner, to a
 * certificate; and away again.
 */
public final class Enrolment {
  private static final Set<Role> ANY_ROLE = Set.of(Role.values());

  private final Story story;
  private final Attempts attempts;
  private final Directory directory;
  private final DeviceRegister register;
  private final Bindings bindings;
  private final RequestProof proof;
  private final DeviceCertifier certifier;
  private final EnrolmentPolicy policy;
  private final InstantSource time;
  private final RandomGenerator chance;
  private final Wakening wakening;
  private final Answering answering;

  /**
   * The stage on those ports.
   *
   * @param chance where check codes come from; nobody may foresee it
   */
  public Enrolment(
      Story story,
      Directory directory,
      DeviceRegister register,
      RequestProof proof,
      DeviceCertifier certifier,
      EnrolmentPolicy policy,
      InstantSource time,
      RandomGenerator chance) {
    this.story = story;
    this.attempts = new Attempts(story);
    this.directory = directory;
    this.register = register;
    this.bindings = new Bindings(register);
    this.proof = proof;
    this.certifier = certifier;
    this.policy = policy;
    this.time = time;
    this.chance = chance;
    this.wakening = new Wakening(story);
    this.answering = new Answering(directory);
  }

  /** Who the caller is; what a newcomer may say they are. */
  public Standing standing(Caller who) {
    Unit organisation = who.organisation();
    return switch (who) {
      case Admitted(var person, var _, var _, var _) ->
          new Standing(
              directory.person(person),
              organisation,
              nameOf(organisation),
              guidance(organisation),
              List.of(),
              rows(register.devices(organisation, person)).stream()
                  .filter(device -> !bindings.ofAnotherSignIn(device))
                  .toList());
      case Newcomer(var signIn, var _) ->
          new Standing(
              Optional.empty(),
              organisation,
              nameOf(organisation),
              guidance(organisation),
              directory.people(organisation, ANY_ROLE).stream()
                  .filter(person -> bindings.unbound(person.id()))
                  .toList(),
              rows(register.devices(organisation)).stream()
                  .filter(device -> device.signIn().filter(signIn::equals).isPresent())
                  .toList());
    };
  }

  /** Asks for a device; the same key again is the same device. */
  public EnrolmentDecision request(Caller who, Wish wish) {
    Optional<PersonId> owner = owner(who, wish);
    if (owner.isEmpty()) {
      return rejected(
          "/person", "NOT_A_CANDIDATE", "Choose one of the people whom GET /v1/me lists.");
    }
    return switch (proof.prove(wish.request())) {
      case RequestProof.Proof.Proved(var key) -> requested(who, owner.get(), key, wish.wrapped());
      case RequestProof.Proof.NotARequest() ->
          rejected("/request", "NOT_A_REQUEST", "Send one certification request (PKCS #10), DER.");
      case RequestProof.Proof.KeyNotP256() ->
          rejected("/request", "KEY_NOT_P256", "Ask for a key on P-256.");
      case RequestProof.Proof.SignatureWrong() ->
          rejected("/request", "SIGNATURE_WRONG", "Sign the request by its own key, with SHA-256.");
    };
  }

  /** Those for whom the caller answers who can sign in, in the order of their names. */
  public List<Person> people(Admitted who, Optional<Unit> organisation) {
    return seenBy(who, organisation)
        .flatMap(unit -> directory.people(unit, ANY_ROLE).stream())
        .filter(person -> !bindings.unbound(person.id()))
        .filter(person -> mayApprove(who, person))
        .sorted(comparing(Person::name))
        .toList();
  }

  private static Stream<Unit> seenBy(Admitted who, Optional<Unit> organisation) {
    return organisation.map(List::of).orElseGet(() -> EnrolmentRules.organisationsOf(who)).stream();
  }

  /**
   * The devices of those for whom the caller answers, in the order of their names.
   *
   * @param organisation whose; empty for the caller's own and, for an authority, its social care's
   */
  public List<Waiting> devices(Admitted who, Optional<Unit> organisation) {
    return seenBy(who, organisation)
        .flatMap(unit -> inCharge(who, register.devices(unit)))
        .sorted(comparing(one -> one.device().id()))
        .toList();
  }

  /** What waits for the caller to approve it, longest waiting first. */
  public List<Waiting> approvals(Admitted who) {
    Instant now = time.instant();
    List<Stored<Device>> found =
        EnrolmentRules.approvesForAuthority(who)
            ? register.waitingFor(who.organisation(), now.minus(policy.requestFor()))
            : register.devices(who.organisation());
    return inCharge(who, found)
        .filter(one -> one.device().state().waiting())
        .filter(one -> !EnrolmentRules.lapsed(one.device(), policy, now))
        .filter(one -> !one.device().approvedBy(who.person()))
        .sorted(
            comparing((Waiting one) -> one.device().requestedAt())
                .thenComparing(one -> one.device().id()))
        .toList();
  }

  /**
   * Approves a device for whoever answers for its owner. With the last approval that it needs it is
   * certified, and a newcomer's sign-in bound, in the same transaction.
   *
   * @param code the check code, as its owner told it; spaces do not count
   */
  public EnrolmentDecision approve(Admitted who, DeviceName name, String code) {
    EnrolmentDecision decision =
        whileMine(who, name, this::mayApprove, (stored, now) -> approved(who, stored, code, now));
    // Said again, for whoever said it first may have died before this.
    if (decision instanceof Approved(var enough, var _) && enough) {
      wakening.wake(name.organisation(), time.instant());
    }
    return decision;
  }

  /** Refuses a device that waits. */
  public EnrolmentDecision refuse(Admitted who, DeviceName name) {
    return whileMine(
        who,
        name,
        this::mayApprove,
        (stored, now) -> {
          Device device = stored.row();
          if (!device.state().waiting()) {
            return Optional.of(
                device.state() == Device.State.REFUSED
                    ? new Refused(true)
                    : new DecidedOtherwise());
          }
          var deed = deed(who, Action.ALTERED, Happening.DEVICE_REFUSED);
          return attempts.written(
              List.of(new Change.Replace(stored, device.refused(), deed)), new Refused(false), now);
        });
  }

  /**
   * Withdraws a device, for its owner or for whoever may approve it. If its owner left, or is not
   * who they said, their access ends with it as {@link #end} ends it; if they lost it, the sessions
   * in which they are signed in do. Neither for a device that somebody else only asked for in their
   * name.
   */
  public EnrolmentDecision revoke(Admitted who, DeviceName name, Device.Reason reason) {
    EnrolmentDecision decision =
        whileMine(
            who,
            name,
            (one, owner) -> isOwner(one, owner) || mayApprove(one, owner),
            (stored, now) -> {
              if (stored.row().state() == Device.State.REFUSED) {
                return Optional.of(new DecidedOtherwise());
              }
              return withdrawn(withdrawals(who, stored, reason, now), now);
            });
    return awake(decision, name.organisation());
  }

  /**
   * Ends all by which a person reads and signs in, for whoever may approve their devices: the
   * sign-in and the active devices, in one transaction. What they still wait for comes to nothing,
   * for nobody is certified whose sign-in has ended.
   *
   * @param reason one that ends all of it
   */
  public EnrolmentDecision end(
      Admitted who, Unit organisation, PersonId person, Device.Reason reason) {
    if (!EnrolmentRules.endsAccess(reason)) {
      throw new IllegalArgumentException("that reason is of one device");
    }
    boolean theirs =
        directory
            .person(person)
            .filter(owner -> owner.organisation().equals(organisation))
            .filter(owner -> mayApprove(who, owner))
            .isPresent();
    if (!theirs) {
      return new NotThere();
    }
    Instant now = time.instant();
    EnrolmentDecision decision =
        attempts.decide(
            () -> withdrawn(everything(who, organisation, person, reason, now), now),
            new Contended());
    return awake(decision, organisation);
  }

  private Optional<EnrolmentDecision> withdrawn(List<Change> changes, Instant now) {
    return changes.isEmpty()
        ? Optional.of(new Revoked(true))
        : attempts.written(changes, new Revoked(false), now);
  }

  private EnrolmentDecision awake(EnrolmentDecision decision, Unit organisation) {
    if (decision instanceof Revoked) {
      wakening.wake(organisation, time.instant());
    }
    return decision;
  }

  /** Certifies the key of the caller's own device once more; the old certificate stays. */
  public EnrolmentDecision renew(Admitted who, String device) {
    return whileMine(
        who,
        new DeviceName(who.organisation(), who.person(), device),
        Enrolment::isOwner,
        (stored, now) -> {
          Optional<Person> owner = directory.person(who.person());
          if (owner.isEmpty() || !EnrolmentRules.renewable(stored.row(), policy, now)) {
            return Optional.of(new NotRenewable());
          }
          Device.Certified certificate = certificate(stored.row(), owner.get(), now);
          Device renewed = stored.row().renewed(certificate);
          var deed = certifying(who, Happening.DEVICE_RENEWED, certificate);
          return attempts.written(
              List.of(new Change.Replace(stored, renewed, deed), endNoted(renewed, certificate)),
              new Renewed(renewed),
              now);
        });
  }

  /** Keeps the caller's own key as another passkey wraps it. */
  public EnrolmentDecision keepPasskey(Admitted who, String device, String passkey) {
    return whileMine(
        who,
        new DeviceName(who.organisation(), who.person(), device),
        Enrolment::isOwner,
        (stored, now) -> {
          if (stored.row().state() != Device.State.ACTIVE) {
            return Optional.of(new NotThere());
          }
          var deed = deed(who, Action.ALTERED, Happening.PASSKEY_REPLACED);
          return attempts.written(
              List.of(new Change.Replace(stored, stored.row().wrappedBy(passkey), deed)),
              new PasskeyKept(),
              now);
        });
  }

  // Asking

  private Optional<PersonId> owner(Caller who, Wish wish) {
    return switch (who) {
      case Admitted(var person, var _, var _, var _) ->
          wish.person().filter(named -> !named.equals(person)).isPresent()
              ? Optional.empty()
              : Optional.of(person);
      case Newcomer(var signIn, var organisation) ->
          wish.person()
              .flatMap(directory::person)
              .filter(person -> person.organisation().equals(organisation))
              .filter(
                  person -> bindings.unbound(person.id()) || bindings.boundTo(person.id(), signIn))
              .map(Person::id);
    };
  }

  private EnrolmentDecision requested(
      Caller who, PersonId owner, byte[] key, Device.Wrapped wrapped) {
    Instant now = time.instant();
    Unit organisation = who.organisation();
    Optional<String> signIn =
        switch (who) {
          case Admitted _ -> bindings.signInOf(owner);
          case Newcomer(var unknown, var _) -> Optional.of(unknown);
        };
    if (signIn.isEmpty()) {
      return new BoundOtherwise();
    }
    Device wanted =
        Device.requested(
            organisation,
            owner,
            DeviceName.idOf(key),
            key,
            signIn.get(),
            answering.authority(organisation),
            wrapped,
            Device.Check.drawn(chance),
            now);
    return attempts.decide(() -> requested(who, wanted, now), new Contended());
  }

  private Optional<EnrolmentDecision> requested(Caller who, Device wanted, Instant now) {
    Optional<Stored<Device>> found =
        register.device(wanted.organisation(), wanted.person(), wanted.device());
    boolean anew = found.isEmpty() || EnrolmentRules.lapsed(found.get().row(), policy, now);
    if (!anew) {
      return Optional.of(again(who, found.get().row()));
    }
    // Limits against floods: two requests at once may both be the last.
    if (activeOf(wanted) >= policy.devicesMax()) {
      return Optional.of(new TooManyDevices());
    }
    List<Device> waiting = waitingAt(wanted.organisation(), now);
    if (waiting.size() >= policy.waitingMax()
        || waiting.stream().filter(other -> other.signIn().equals(wanted.signIn())).count()
            >= policy.waitingOfOneMax()) {
      return Optional.of(new TooManyWaiting());
    }
    var deed =
        deed(who, Action.COLLECTED, Happening.DEVICE_REQUESTED)
            .with("person", wanted.person())
            .with("newSignIn", bindings.ofAnotherSignIn(wanted));
    Change change =
        found
            .<Change>map(before -> new Change.Replace(before, wanted, deed))
            .orElseGet(() -> new Change.Create(wanted, deed));
    return attempts.written(List.of(change), new Requested(wanted, false), now);
  }

  /** A request can be copied by whoever saw it; only its own sender hears what came of it. */
  private static EnrolmentDecision again(Caller who, Device standing) {
    boolean same =
        switch (who) {
          case Admitted(var person, var _, var _, var _) -> standing.person().equals(person);
          case Newcomer(var signIn, var _) -> standing.signIn().filter(signIn::equals).isPresent();
        };
    return switch (standing.state()) {
      case REQUESTED, APPROVED_ONCE, ACTIVE ->
          same ? new Requested(standing, true) : new BoundOtherwise();
      case REFUSED, REVOKED -> new DecidedOtherwise();
    };
  }

  private long activeOf(Device wanted) {
    return register.devices(wanted.organisation(), wanted.person()).stream()
        .filter(held -> held.row().state() == Device.State.ACTIVE)
        .count();
  }

  private List<Device> waitingAt(Unit organisation, Instant now) {
    return rows(register.devices(organisation)).stream()
        .filter(device -> device.state().waiting())
        .filter(device -> !EnrolmentRules.lapsed(device, policy, now))
        .toList();
  }

  // Approving

  /** Those of {@code found} for whose owners the caller answers. */
  private Stream<Waiting> inCharge(Admitted who, List<Stored<Device>> found) {
    return found.stream()
        .map(Stored::row)
        .flatMap(
            device -> owner(DeviceName.of(device)).map(person -> waiting(person, device)).stream())
        .filter(one -> mayApprove(who, one.owner()));
  }

  private Waiting waiting(Person owner, Device device) {
    return new Waiting(owner, device, needed(device), bindings.ofAnotherSignIn(device));
  }

  private int needed(Device device) {
    boolean again =
        device.signIn().filter(signIn -> bindings.endedBefore(device.person(), signIn)).isPresent();
    return EnrolmentRules.needed(device.organisation(), again);
  }

  private Optional<EnrolmentDecision> approved(
      Admitted who, Stored<Device> stored, String code, Instant now) {
    Device device = stored.row();
    boolean waits = device.state().waiting() && !EnrolmentRules.lapsed(device, policy, now);
    if (!waits && device.state() != Device.State.ACTIVE) {
      return Optional.of(new DecidedOtherwise());
    }
    if (device.approvedBy(who.person())) {
      return Optional.of(new Approved(!waits, true));
    }
    if (!waits) {
      return Optional.of(new DecidedOtherwise());
    }
    if (device.check().map(Device.Check::code).filter(code.replace(" ", "")::equals).isEmpty()) {
      return wrongCode(who, stored, now);
    }
    if (!bindings.unbound(device.person()) && bindings.ofAnotherSignIn(device)) {
      return Optional.of(new BoundOtherwise());
    }
    var approval = new Device.Approval(who.person(), now);
    if (counting(device) + 1 < needed(device)) {
      var deed = deed(who, Action.ALTERED, Happening.DEVICE_APPROVED_ONCE);
      return attempts.written(
          List.of(new Change.Replace(stored, device.approvedOnce(approval), deed)),
          new Approved(false, false),
          now);
    }
    return certified(who, stored, approval, now);
  }

  /** What an approver was told is written down: somebody may be guessing, or be taken in. */
  private Optional<EnrolmentDecision> wrongCode(Admitted who, Stored<Device> stored, Instant now) {
    Device device = stored.row().checkedWrongly();
    var deed = deed(who, Action.CONSULTED, Happening.CHECK_CODE_WRONG);
    boolean tooMany =
        device.check().filter(check -> check.wrong() >= policy.wrongCodesMax()).isPresent();
    return tooMany
        ? attempts.written(
            List.of(
                new Change.Replace(
                    stored,
                    device.refused(),
                    deed(who, Action.ALTERED, Happening.DEVICE_REFUSED)
                        .with("wrongCodes", policy.wrongCodesMax()))),
            new TooManyWrongCodes(),
            now)
        : attempts.written(
            List.of(new Change.Replace(stored, device, deed)),
            rejected("/code", "WRONG_CODE", "Ask for the code that the device itself shows."),
            now);
  }

  /** How many of its approvers still answer for its owner: one may have left since. */
  private long counting(Device device) {
    return owner(DeviceName.of(device)).stream()
        .flatMap(owner ->
            device.approvals().stream()
                .flatMap(approval -> directory.person(approval.by()).stream())
                .filter(by -> !bindings.unbound(by.id()))
                .filter(by -> mayApprove(Admitted.of(by), owner)))
        .count();
  }

  private Optional<EnrolmentDecision> certified(
      Admitted who, Stored<Device> stored, Device.Approval approval, Instant now) {
    Device device = stored.row();
    if (activeOf(device) >= policy.devicesMax()) {
      return Optional.of(new TooManyDevices());
    }
    Optional<List<Change>> holding =
        device.signIn().flatMap(signIn -> holding(who, device.person(), signIn));
    if (holding.isEmpty()) {
      return Optional.of(new BoundOtherwise());
    }
    Person owner = directory.person(device.person()).orElseThrow();
    Device.Certified certificate = certificate(device, owner, now);
    var changes = new ArrayList<>(holding.get());
    changes.add(
        new Change.Replace(
            stored,
            device.certified(approval, certificate),
            certifying(who, Happening.DEVICE_CERTIFIED, certificate)));
    changes.add(endNoted(device, certificate));
    return attempts.written(changes, new Approved(true, false), now);
  }

  private Optional<List<Change>> holding(Admitted who, PersonId person, String signIn) {
    return bindings.holding(
        person,
        signIn,
        deed(who, Action.ALTERED, Happening.SIGN_IN_BOUND).with("person", person),
        deed(who, Action.CONSULTED, Happening.SIGN_IN_RELIED_ON).with("person", person));
  }

  private Device.Certified certificate(Device device, Person owner, Instant now) {
    Instant from = now.truncatedTo(ChronoUnit.SECONDS);
    byte[] key =
        device
            .key()
            .orElseThrow(() -> new IllegalStateException("only a key that is known is certified"));
    var holder =
        new DeviceCertifier.Holder(
            owner.id(), EnrolmentRules.certifiedAs(owner), owner.organisation());
    byte[] certificate = certifier.certify(holder, key, from, policy.certificateFor());
    return new Device.Certified(certificate, from, from.plus(policy.certificateFor()));
  }

  /** Has people warned before that certificate's end, and of no other end of the device. */
  private Change endNoted(Device device, Device.Certified certificate) {
    Instant end = certificate.notAfter();
    var noted = Expiry.of(device, certificate, EnrolmentRules.warnings(end, policy));
    var deed =
        Deed.of(Actor.gateway("enrolment"), Action.ALTERED, Happening.END_NOTED).with("end", end);
    return story
        .expiry(noted.id())
        .<Change>map(before -> new Change.Replace(before, noted, deed))
        .orElseGet(() -> new Change.Create(noted, deed));
  }

  private Optional<Change> endDropped(Device device) {
    var deed = Deed.of(Actor.gateway("enrolment"), Action.ALTERED, Happening.END_DROPPED);
    return story
        .expiry(RowId.expiry(device.organisation(), device.person(), device.device()))
        .filter(noted -> !noted.row().over())
        .map(noted -> new Change.Replace(noted, noted.row().ended(), deed));
  }

  private static Deed certifying(Admitted who, Happening happening, Device.Certified certificate) {
    return deed(who, Action.ALTERED, happening)
        .with("certificate", Fields.sha256(certificate.certificate()))
        .with("notAfter", certificate.notAfter());
  }

  // Withdrawing

  /** What is left to be withdrawn: nothing, if all of it was before. */
  private List<Change> withdrawals(
      Admitted who, Stored<Device> stored, Device.Reason reason, Instant now) {
    Device device = stored.row();
    boolean theirs = !bindings.ofAnotherSignIn(device);
    boolean all = theirs && EnrolmentRules.endsAccess(reason);
    var changes = new ArrayList<Change>();
    if (all) {
      changes.addAll(everything(who, device.organisation(), device.person(), reason, now));
    }
    boolean active = device.state() == Device.State.ACTIVE;
    if (device.state().waiting() || (!all && (active || wasPutAside(device, reason)))) {
      withdrawal(who, stored, reason, now).forEach(changes::add);
      if (theirs && EnrolmentRules.endsSessions(reason)) {
        signingOut(who, device.person(), now).ifPresent(changes::add);
      }
    }
    return changes;
  }

  /** Whether it was taken away because another took its place, and is now known to be lost. */
  private static boolean wasPutAside(Device device, Device.Reason reason) {
    return reason == Device.Reason.LOST
        && device
            .revocation()
            .filter(before -> before.reason() == Device.Reason.REPLACED)
            .isPresent();
  }

  private Optional<Change> signingOut(Admitted who, PersonId person, Instant now) {
    var deed = deed(who, Action.ALTERED, Happening.SESSIONS_ENDED).with("person", person);
    return bindings.signingOut(person, deed, now);
  }

  private List<Change> everything(
      Admitted who, Unit organisation, PersonId person, Device.Reason reason, Instant now) {
    var ended = deed(who, Action.ALTERED, Happening.SIGN_IN_ENDED).with("person", person);
    var changes = new ArrayList<>(bindings.ending(person, ended, now));
    register.devices(organisation, person).stream()
        .filter(held -> held.row().state() == Device.State.ACTIVE)
        .flatMap(held -> withdrawal(who, held, reason, now))
        .forEach(changes::add);
    return changes;
  }

  /** Of a device, and of the warnings that it ends. */
  private Stream<Change> withdrawal(
      Admitted who, Stored<Device> held, Device.Reason reason, Instant now) {
    var deed = deed(who, Action.ALTERED, Happening.DEVICE_REVOKED).with("reason", reason.name());
    var why = new Device.Revocation(who.person(), now, reason);
    return Stream.concat(
        Stream.of(new Change.Replace(held, held.row().revoked(why), deed)),
        endDropped(held.row()).stream());
  }

  // Both

  /** What to do with a device while it is the caller's; empty if another writer came first. */
  private interface Attempt {
    Optional<EnrolmentDecision> at(Stored<Device> stored, Instant now);
  }

  private EnrolmentDecision whileMine(
      Admitted who, DeviceName name, BiFunction<Admitted, Person, Boolean> mine, Attempt attempt) {
    Instant now = time.instant();
    return attempts.decide(
        () ->
            owner(name)
                .filter(owner -> mine.apply(who, owner))
                .flatMap(_ -> register.device(name.organisation(), name.person(), name.device()))
                .map(stored -> attempt.at(stored, now))
                .orElseGet(() -> Optional.of(new NotThere())),
        new Contended());
  }

  /** Whose device that is, if they still are of its organisation. */
  private Optional<Person> owner(DeviceName name) {
    return directory
        .person(name.person())
        .filter(person -> person.organisation().equals(name.organisation()));
  }

  private static boolean isOwner(Admitted who, Person owner) {
    return owner.id().equals(who.person());
  }

  private boolean mayApprove(Admitted who, Person owner) {
    return answering.mayApprove(who, owner);
  }

  private Optional<String> nameOf(Unit organisation) {
    return organisation.kind() == Unit.Kind.SCHOOL
        ? directory.school(new Urn(organisation.code())).map(School::name)
        : directory.localAuthority(organisation.code()).map(LocalAuthority::name);
  }

  /** That of a school's authority, of an authority and of its social care; a force has none. */
  private Optional<Guidance> guidance(Unit organisation) {
    Optional<String> authority =
        switch (organisation.kind()) {
          case SCHOOL ->
              directory
                  .school(new Urn(organisation.code()))
                  .map(school -> school.localAuthority().code());
          case LA, CSC -> Optional.of(organisation.code());
          case FORCE -> Optional.empty();
        };
    return authority.flatMap(directory::localAuthority).flatMap(LocalAuthority::guidance);
  }

  private static EnrolmentDecision rejected(String pointer, String code, String detail) {
    return new Rejected(List.of(new Fault(pointer, code, detail)));
  }

  /** A newcomer is nobody yet: their sign-in's name stands for them. */
  private static Deed deed(Caller who, Action action, Happening happening) {
    String id =
        switch (who) {
          case Admitted(var person, var _, var _, var _) -> person.value();
          case Newcomer(var signIn, var _) -> signIn;
        };
    return Deed.of(Actor.person(id, who.organisation()), action, happening);
  }

  private static List<Device> rows(List<Stored<Device>> stored) {
    return stored.stream().map(Stored::row).toList();
  }
}
