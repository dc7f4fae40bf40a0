package uk.firstbell.domain.dispatch;

import static java.util.stream.Collectors.joining;
import static uk.firstbell.domain.dispatch.Dispatch.DISPATCH;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.dispatch.DispatchDecision.Alerted;
import uk.firstbell.domain.dispatch.DispatchDecision.AlertsPending;
import uk.firstbell.domain.dispatch.DispatchDecision.Contended;
import uk.firstbell.domain.dispatch.DispatchDecision.NothingToDo;
import uk.firstbell.domain.ladder.Ladder;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Alert;
import uk.firstbell.domain.story.Alert.Progress.Claimed;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Tasks;
import uk.firstbell.domain.story.Written;

/**
 * Hands over the alerts a delivery owes, one to each person: claimed, sent, and the outcome
 * written. A mail service has no idempotency token, so a claim that lapsed without an outcome is
 * sent again and says so. Where several rungs are owed at once, one mail stands for all of them:
 * nobody is written to twice because of an outage.
 */
public final class Alerting {
  private final Story story;
  private final Directory directory;
  private final Readership readership;
  private final Alerts alerts;
  private final URI portal;
  private final Ladder ladder;
  private final TimingPolicy timing;
  private final WorkPolicy work;

  public Alerting(
      Story story,
      Directory directory,
      Alerts alerts,
      URI portal,
      Ladder ladder,
      TimingPolicy timing,
      WorkPolicy work) {
    this.story = story;
    this.directory = directory;
    this.readership = new Readership(directory, timing);
    this.alerts = alerts;
    this.portal = portal;
    this.ladder = ladder;
    this.timing = timing;
    this.work = work;
  }

  /** What became of one alert. */
  enum Outcome {
    SENT,
    REFUSED,
    /** Another worker holds it. */
    PENDING,
    /** Somebody opened it, or it was closed: nobody else is troubled. */
    OVERTAKEN
  }

  DispatchDecision alert(Stored<Delivery> stored, Instant now) {
    Delivery delivery = stored.row();
    List<Rung> owed = delivery.climb().owed();
    Optional<Instant> window =
        owed.stream().anyMatch(Alerting::waitsForWindow)
            ? nextWindow(delivery.plan().unit(), now)
            : Optional.empty();
    List<Rung> later =
        owed.stream().filter(rung -> waitsForWindow(rung) && window.isPresent()).toList();
    List<Rung> due = owed.stream().filter(rung -> !later.contains(rung)).toList();
    var counts = new TreeMap<Outcome, Integer>();
    int releases = 0;
    for (var owedTo : byPerson(delivery, due, now).entrySet()) {
      List<Rung> rungs = owedTo.getValue();
      Outcome outcome = handOver(delivery, rungs, owedTo.getKey(), now);
      counts.merge(outcome, 1, Integer::sum);
      boolean reached = outcome == Outcome.SENT || releaseSent(delivery, owedTo.getKey());
      releases += reached && rungs.stream().anyMatch(Alerting::releases) ? 1 : 0;
    }
    boolean released = due.stream().anyMatch(Alerting::releases);
    if (counts.containsKey(Outcome.OVERTAKEN)) {
      return new NothingToDo();
    }
    int pending = counts.getOrDefault(Outcome.PENDING, 0);
    return pending > 0
        ? new AlertsPending(pending)
        : close(stored, new Handed(counts, released, releases), later, window, now);
  }

  /** By an attempt that did not live to say so: a later rung may go out, and be refused, since. */
  private boolean releaseSent(Delivery delivery, Person person) {
    return delivery.climb().owed().stream()
        .filter(Alerting::releases)
        .flatMap(rung -> story.alert(delivery.delivery(), rung, person.id()).stream())
        .anyMatch(alert -> sent(alert.row()));
  }

  private static boolean releases(Rung rung) {
    return rung.kind() == Rung.Kind.RELEASE;
  }

  /** Whom the rungs are owed to, each person with theirs, in the order they were taken. */
  private Map<Person, List<Rung>> byPerson(Delivery delivery, List<Rung> due, Instant now) {
    var owed = new LinkedHashMap<Person, List<Rung>>();
    for (Rung rung : due) {
      for (Person person : recipients(delivery, rung, now)) {
        owed.computeIfAbsent(person, _ -> new ArrayList<>()).add(rung);
      }
    }
    return owed;
  }

  /** R8 binds whoever is not on call: nobody is disturbed at night, however late a mail is. */
  private static boolean waitsForWindow(Rung rung) {
    return switch (rung.kind()) {
      case RELEASE, REMINDER, ANSWER_REMINDER, AGREEMENT -> true;
      case MINIMUM_SAFE, ON_CALL, HOLIDAY, SWITCHBOARD, UNOPENED, LEADS, LEADS_AND_CSC, BREACH ->
          false;
    };
  }

  /** When the unit's people may next be disturbed; empty if they may be now. */
  Optional<Instant> nextWindow(Unit unit, Instant now) {
    Optional<SchoolCalendar> days =
        switch (unit.kind()) {
          case SCHOOL -> Optional.of(directory.calendar(new Urn(unit.code())));
          case LA -> Optional.of(directory.officeDays());
          case CSC, FORCE -> Optional.empty();
        };
    return days.map(known -> AlertRules.alerts(known, now, timing).at())
        .filter(at -> at.isAfter(now));
  }

  private List<Person> recipients(Delivery delivery, Rung rung, Instant now) {
    return switch (rung.kind()) {
      case RELEASE, ANSWER_REMINDER -> readers(delivery, now);
      case REMINDER -> {
        if (inContact(delivery)) {
          yield List.of();
        }
        var all = new ArrayList<>(readers(delivery, now));
        all.addAll(readership.contacts(delivery.plan(), Set.of(Role.TRUST_DSL)));
        yield all;
      }
      case ON_CALL -> readership.contacts(delivery.plan(), Set.of(Role.ON_CALL));
      case HOLIDAY -> readership.contacts(delivery.plan(), Set.of(Role.HOLIDAY_CONTACT));
      // An agreement is nothing that a ladder owes: whom it is asked of, its asking says.
      case MINIMUM_SAFE, SWITCHBOARD, UNOPENED, LEADS, LEADS_AND_CSC, BREACH, AGREEMENT ->
          List.of();
    };
  }

  /** Whether it is about a case whose clock has stopped: nobody is reminded of that one. */
  private boolean inContact(Delivery delivery) {
    return delivery.plan().ofCase()
        && story
            .casefile(delivery.delivery().notification())
            .filter(standing -> standing.row().contact().isPresent())
            .isPresent();
  }

  /** Readers who have a copy to read. */
  private List<Person> readers(Delivery delivery, Instant now) {
    return readership.readers(delivery.plan(), now).stream()
        .map(Reader::person)
        .filter(person -> story.copy(delivery.delivery(), person.id()).isPresent())
        .toList();
  }

  /**
   * One alert for all that somebody is owed: the one that an earlier attempt left without an
   * outcome, and otherwise the latest rung's.
   */
  Outcome handOver(Delivery delivery, List<Rung> owed, Person person, Instant now) {
    if (overtaken(delivery)) {
      return Outcome.OVERTAKEN;
    }
    Rung latest = owed.getLast();
    List<Stored<Alert>> begun =
        owed.stream()
            .flatMap(rung -> story.alert(delivery.delivery(), rung, person.id()).stream())
            .toList();
    List<Rung> open = new ArrayList<>(owed);
    begun.stream()
        .map(Stored::row)
        .filter(Alerting::sent)
        .forEach(alert -> open.remove(alert.rung()));
    for (Stored<Alert> standing : begun) {
      if (standsFor(standing.row(), latest)) {
        return resumed(mail(delivery, standing.row().rung(), open, person), standing, now);
      }
    }
    Mail mail = mail(delivery, latest, open, person);
    var claim = new Alert(delivery.delivery(), latest, person.id(), new Claimed(1, lapses(now)));
    return switch (story.write(now, List.of(new Change.Create(claim, claimed(mail, 1))))) {
      case Written.Done() -> send(mail, 1, now);
      case Written.Beaten _ ->
          story
              .alert(delivery.delivery(), latest, person.id())
              .map(standing -> resumed(mail, standing, now))
              .orElse(Outcome.PENDING);
    };
  }

  private static boolean sent(Alert alert) {
    return alert.progress() instanceof Alert.Progress.Sent;
  }

  /**
   * Whether an alert that was begun leaves nothing to be sent for {@code latest}: it is that rung's
   * own, or it has no outcome and goes out now at the earliest, or it went out when that rung was
   * due already.
   */
  private static boolean standsFor(Alert begun, Rung latest) {
    return switch (begun.progress()) {
      case Claimed _ -> true;
      case Alert.Progress.Sent(_, var at) ->
          begun.rung().equals(latest) || !at.isBefore(latest.at());
      case Alert.Progress.Refused _ -> begun.rung().equals(latest);
    };
  }

  /**
   * One alert on its way.
   *
   * @param others the rungs it stands for besides its own
   */
  private record Mail(Delivery delivery, Rung rung, List<Rung> others, Person person) {}

  private static Mail mail(Delivery delivery, Rung rung, List<Rung> open, Person person) {
    return new Mail(
        delivery, rung, open.stream().filter(other -> !other.equals(rung)).toList(), person);
  }

  /** Once anyone named has opened it, nobody else is troubled; a reminder ends with the answer. */
  private boolean overtaken(Delivery delivery) {
    return story
        .delivery(delivery.delivery())
        .filter(stored -> stored.row().state() == delivery.state())
        .isEmpty();
  }

  private Outcome resumed(Mail mail, Stored<Alert> standing, Instant now) {
    return switch (standing.row().progress()) {
      case Alert.Progress.Sent _ -> Outcome.SENT;
      case Alert.Progress.Refused _ -> Outcome.REFUSED;
      case Claimed(var attempt, var until) -> {
        if (until.isAfter(now)) {
          yield Outcome.PENDING;
        }
        var again = standing.row().now(new Claimed(attempt + 1, lapses(now)));
        var change = new Change.Replace(standing, again, claimed(mail, attempt + 1));
        yield story.write(now, List.of(change)) instanceof Written.Done
            ? send(mail, attempt + 1, now)
            : Outcome.PENDING;
      }
    };
  }

  private Outcome send(Mail mail, int attempt, Instant now) {
    return switch (alerts.send(mail.person().email(), text(mail))) {
      case TAKEN -> {
        record(mail, new Alert.Progress.Sent(attempt, now), attempt, now);
        yield Outcome.SENT;
      }
      case REFUSED -> {
        record(mail, new Alert.Progress.Refused(attempt, now), attempt, now);
        yield Outcome.REFUSED;
      }
    };
  }

  private Alerts.Alert text(Mail mail) {
    return mail.rung().kind() == Rung.Kind.AGREEMENT
        ? AlertText.agreement(portal)
        : AlertText.of(
            portal, releases(mail.rung()) && mail.delivery().plan().alert().pupilsNotIn());
  }

  /** Only whoever claimed an alert writes its outcome; a row that moved on has a later one. */
  private void record(Mail mail, Alert.Progress outcome, int attempt, Instant now) {
    var standing =
        story.alert(mail.delivery().delivery(), mail.rung(), mail.person().id()).orElseThrow();
    if (standing.row().progress() instanceof Claimed(var claim, _) && claim == attempt) {
      boolean sent = outcome instanceof Alert.Progress.Sent;
      var deed =
          stated(
              Deed.of(
                  DISPATCH, Action.ALERTED, sent ? Happening.ALERT_SENT : Happening.ALERT_REFUSED),
              mail,
              attempt);
      story.write(now, List.of(new Change.Replace(standing, standing.row().now(outcome), deed)));
    }
  }

  /**
   * What was handed over in one go.
   *
   * @param released whether the first alert was among it
   * @param releases how many people it reached
   */
  private record Handed(TreeMap<Outcome, Integer> counts, boolean released, int releases) {
    int sent() {
      return counts.getOrDefault(Outcome.SENT, 0);
    }

    int refused() {
      return counts.getOrDefault(Outcome.REFUSED, 0);
    }
  }

  private DispatchDecision close(
      Stored<Delivery> stored,
      Handed handed,
      List<Rung> later,
      Optional<Instant> window,
      Instant now) {
    Delivery delivery = stored.row();
    List<Task> asked = new ArrayList<>();
    boolean reached = handed.releases() > 0;
    if (handed.released() && !reached && !delivery.asked(Task.Kind.LA_ALERTS_REFUSED)) {
      asked.add(new Task(Task.Kind.LA_ALERTS_REFUSED, delivery.plan().fallback(), now));
    }
    Optional<Instant> delivered =
        handed.released() && reached ? Optional.of(now) : Optional.empty();
    Instant rung = ladder.look(delivery, false, now);
    Instant look = window.filter(at -> !later.isEmpty() && at.isBefore(rung)).orElse(rung);
    Deed deed = Deed.of(DISPATCH, Action.ALERTED, Happening.ALERTS_DONE);
    if (delivery.climb().owed().isEmpty()) {
      deed = Deed.of(DISPATCH, Action.ALTERED, Happening.READERS_CHECKED);
    } else if (!later.isEmpty()) {
      deed = Deed.of(DISPATCH, Action.ALTERED, Happening.ALERTS_POSTPONED).with("until", look);
    }
    var change =
        new Change.Replace(
            stored,
            delivery.handedOver(later, delivered, asked, look),
            Tasks.stated(
                deed.with("sent", handed.sent()).with("refused", handed.refused()), asked));
    return switch (story.write(now, List.of(change))) {
      case Written.Done() -> new Alerted(handed.sent(), handed.refused(), later.size());
      case Written.Beaten _ -> new Contended();
    };
  }

  private Instant lapses(Instant now) {
    return now.plus(work.lease());
  }

  private static Deed claimed(Mail mail, int attempt) {
    return stated(Deed.of(DISPATCH, Action.ALTERED, Happening.ALERT_CLAIMED), mail, attempt);
  }

  private static Deed stated(Deed deed, Mail mail, int attempt) {
    Deed stated =
        deed.with("person", mail.person().id())
            .with("rung", mail.rung().kind())
            .with("attempt", attempt)
            .with("possiblyRepeated", attempt > 1);
    return mail.others().isEmpty()
        ? stated
        : stated.with(
            "standsFor", mail.others().stream().map(Rung::toString).collect(joining(" ")));
  }
}
