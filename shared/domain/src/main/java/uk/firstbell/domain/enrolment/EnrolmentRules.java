package uk.firstbell.domain.enrolment;

import static java.util.Comparator.reverseOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.EnrolmentPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Expiry;

/**
 * Who answers for whose device. A school's people are approved by one person, because the head
 * knows them by sight; everybody else by two, for there the approvers are themselves readers.
 */
final class EnrolmentRules {
  private static final Set<Role> AUTHORITY_APPROVERS = Set.of(Role.LA_OFFICER, Role.LA_DUTY);
  private static final Set<Role> FORCE_APPROVERS = Set.of(Role.FORCE_CONTACT);

  private EnrolmentRules() {}

  /**
   * How many different people must approve a device of that organisation.
   *
   * @param again whether its person or its sign-in was bound otherwise before: whoever ended that
   *     must not be able to put somebody else in their place alone
   */
  static int needed(Unit organisation, boolean again) {
    return organisation.kind() == Unit.Kind.SCHOOL && !again ? 1 : 2;
  }

  /**
   * Whether {@code who} may approve, refuse and withdraw a device of {@code owner}; never their
   * own. A head's is for the authority, whoever else is head.
   *
   * @param authority the local authority that answers for the owner's school
   */
  static boolean mayApprove(Admitted who, Person owner, Optional<Unit> authority) {
    return mayApprove(who, owner.id(), owner.organisation(), owner.roles(), authority);
  }

  /** The same of somebody with {@code roles} there; of whoever left, none. */
  static boolean mayApprove(
      Admitted who, PersonId owner, Unit organisation, Set<Role> roles, Optional<Unit> authority) {
    if (who.person().equals(owner)) {
      return false;
    }
    return switch (organisation.kind()) {
      case SCHOOL ->
          authority.filter(unit -> ofAuthority(who, unit)).isPresent()
              || (isHead(who.roles()) && !isHead(roles) && who.organisation().equals(organisation));
      case LA -> ofAuthority(who, organisation);
      case CSC -> ofAuthority(who, authorityOf(organisation));
      case FORCE -> who.organisation().equals(organisation) && any(who, FORCE_APPROVERS);
    };
  }

  /** Whether {@code who} approves for an authority, wherever its people and its schools are. */
  static boolean approvesForAuthority(Admitted who) {
    return who.organisation().kind() == Unit.Kind.LA && any(who, AUTHORITY_APPROVERS);
  }

  /** Whose devices somebody sees without naming an organisation. */
  static List<Unit> organisationsOf(Admitted who) {
    Unit own = who.organisation();
    return approvesForAuthority(who) ? List.of(own, Unit.socialCare(own)) : List.of(own);
  }

  /** The authority of an organisation that has one without the directory being asked. */
  static Unit authorityOf(Unit organisation) {
    return new Unit(Unit.Kind.LA, organisation.code());
  }

  /** Which of their roles a person is certified as: the first, in the order roles are listed. */
  static Role certifiedAs(Person person) {
    return Collections.min(person.roles());
  }

  /** Whether a request that waits has waited for too long. */
  static boolean lapsed(Device device, EnrolmentPolicy policy, Instant now) {
    return device.state().waiting()
        && !now.isBefore(device.requestedAt().plus(policy.requestFor()));
  }

  /** Whether taking a device away for that reason ends all its owner reads by. */
  static boolean endsAccess(Device.Reason reason) {
    return switch (reason) {
      case LEFT, WRONG -> true;
      case LOST, REPLACED -> false;
    };
  }

  /**
   * Whether taking a device away for that reason ends its owner's sessions and leaves them their
   * access: whoever has the device may be signed in there as them.
   */
  static boolean endsSessions(Device.Reason reason) {
    return switch (reason) {
      case LOST -> true;
      case LEFT, WRONG, REPLACED -> false;
    };
  }

  /** Whether an active device may be renewed: near its certificate's end, and not after it. */
  static boolean renewable(Device device, EnrolmentPolicy policy, Instant now) {
    return device.state() == Device.State.ACTIVE
        && device.key().isPresent()
        && device
            .notAfter()
            .filter(end -> now.isBefore(end) && !now.isBefore(end.minus(policy.renewalFrom())))
            .isPresent();
  }

  /** When people are warned that a certificate ends, and at its end, in order of time. */
  static List<Expiry.Step> warnings(Instant end, EnrolmentPolicy policy) {
    return Stream.concat(policy.warnedDays().stream().sorted(reverseOrder()), Stream.of(0))
        .map(days ->
            new Expiry.Step(
                days,
                end.minus(Duration.ofDays(days)),
                days == 0 || policy.othersWarnedDays().contains(days)))
        .toList();
  }

  /**
   * The same of a certificate that nobody here approved, whose end may be at night: each at the
   * next hour at which matters are put before people. What would have come by the first such hour
   * is one warning then, which says how many days are left.
   *
   * @param now before {@code end}
   */
  static List<Expiry.Step> warningsOfGiven(
      Instant end, EnrolmentPolicy policy, TimingPolicy timing, Instant now) {
    List<Expiry.Step> all =
        warnings(end, policy).stream()
            .map(step -> new Expiry.Step(step.days(), byDay(step.at(), timing), step.others()))
            .toList();
    Instant first = byDay(now, timing);
    List<Expiry.Step> passed = all.stream().filter(step -> !step.at().isAfter(first)).toList();
    if (passed.isEmpty()) {
      return all;
    }
    Expiry.Step last = passed.getLast();
    if (last.days() == 0) {
      return List.of(last);
    }
    long begun = Duration.between(first, end).plusDays(1).minusNanos(1).toDays();
    var once = new Expiry.Step(Math.toIntExact(begun), first, last.others());
    return Stream.concat(Stream.of(once), all.stream().skip(passed.size())).toList();
  }

  /** That moment, if it is such an hour, or the next. */
  private static Instant byDay(Instant at, TimingPolicy timing) {
    return AlertRules.nextDailyTask(at.minusNanos(1), timing);
  }

  private static boolean ofAuthority(Admitted who, Unit authority) {
    return who.organisation().equals(authority) && approvesForAuthority(who);
  }

  private static boolean isHead(Set<Role> roles) {
    return roles.contains(Role.HEAD);
  }

  private static boolean any(Admitted who, Set<Role> wanted) {
    return !Collections.disjoint(who.roles(), wanted);
  }
}
