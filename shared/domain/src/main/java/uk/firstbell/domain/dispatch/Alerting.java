package uk.firstbell.domain.dispatch;

import static uk.firstbell.domain.dispatch.Dispatch.DISPATCH;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Alert;
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
 * sent again and says so.
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
  private enum Outcome {
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
    var later = new ArrayList<Rung>();
    var counts = new TreeMap<Outcome, Integer>();
    boolean released = false;
    int releases = 0;
    for (Rung rung : owed) {
      if (waitsForWindow(rung) && window.isPresent()) {
        later.add(rung);
        continue;
      }
      for (Person person : recipients(delivery, rung, now)) {
        Outcome outcome = handOver(delivery, rung, person, now);
        counts.merge(outcome, 1, Integer::sum);
        boolean reached = rung.kind() == Rung.Kind.RELEASE && outcome == Outcome.SENT;
        releases += reached ? 1 : 0;
      }
      released |= rung.kind() == Rung.Kind.RELEASE;
    }
    if (counts.containsKey(Outcome.OVERTAKEN)) {
      return new NothingToDo();
    }
    int pending = counts.getOrDefault(Outcome.PENDING, 0);
    return pending > 0
        ? new AlertsPending(pending)
        : close(stored, new Handed(counts, released, releases), later, window, now);
  }

  /** R8 binds whoever is not on call: nobody is disturbed at night, however late a mail is. */
  private static boolean waitsForWindow(Rung rung) {
    return switch (rung.kind()) {
      case RELEASE, REMINDER, ANSWER_REMINDER -> true;
      case MINIMUM_SAFE, ON_CALL, HOLIDAY, SWITCHBOARD, UNOPENED, LEADS, LEADS_AND_CSC, BREACH ->
          false;
    };
  }

  /** When the unit's people may next be disturbed; empty if they may be now. */
  private Optional<Instant> nextWindow(Unit unit, Instant now) {
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
        var all = new ArrayList<>(readers(delivery, now));
        all.addAll(readership.contacts(delivery.plan(), Set.of(Role.TRUST_DSL)));
        yield all;
      }
      case ON_CALL -> readership.contacts(delivery.plan(), Set.of(Role.ON_CALL));
      case HOLIDAY -> readership.contacts(delivery.plan(), Set.of(Role.HOLIDAY_CONTACT));
      case MINIMUM_SAFE, SWITCHBOARD, UNOPENED, LEADS, LEADS_AND_CSC, BREACH -> List.of();
    };
  }

  /** Readers who have a copy to read. */
  private List<Person> readers(Delivery delivery, Instant now) {
    return readership.readers(delivery.plan(), now).stream()
        .map(Reader::person)
        .filter(person -> story.copy(delivery.delivery(), person.id()).isPresent())
        .toList();
  }

  private Outcome handOver(Delivery delivery, Rung rung, Person person, Instant now) {
    if (overtaken(delivery)) {
      return Outcome.OVERTAKEN;
    }
    var claim =
        new Alert(
            delivery.delivery(), rung, person.id(), new Alert.Progress.Claimed(1, lapses(now)));
    return switch (story.write(
        now, List.of(new Change.Create(claim, claimed(person.id(), rung, 1))))) {
      case Written.Done() -> send(delivery, rung, person, 1, now);
      case Written.Beaten _ ->
          story
              .alert(delivery.delivery(), rung, person.id())
              .map(standing -> resumed(delivery, standing, person, now))
              .orElse(Outcome.PENDING);
    };
  }

  /** Once anyone named has opened it, nobody else is troubled; a reminder ends with the answer. */
  private boolean overtaken(Delivery delivery) {
    return story
        .delivery(delivery.delivery())
        .filter(stored -> stored.row().state() == delivery.state())
        .isEmpty();
  }

  private Outcome resumed(Delivery delivery, Stored<Alert> standing, Person person, Instant now) {
    return switch (standing.row().progress()) {
      case Alert.Progress.Sent _ -> Outcome.SENT;
      case Alert.Progress.Refused _ -> Outcome.REFUSED;
      case Alert.Progress.Claimed(var attempt, var until) -> {
        if (until.isAfter(now)) {
          yield Outcome.PENDING;
        }
        Rung rung = standing.row().rung();
        var again = standing.row().now(new Alert.Progress.Claimed(attempt + 1, lapses(now)));
        var change = new Change.Replace(standing, again, claimed(person.id(), rung, attempt + 1));
        yield story.write(now, List.of(change)) instanceof Written.Done
            ? send(delivery, rung, person, attempt + 1, now)
            : Outcome.PENDING;
      }
    };
  }

  private Outcome send(Delivery delivery, Rung rung, Person person, int attempt, Instant now) {
    boolean pupilsNotIn = rung.kind() == Rung.Kind.RELEASE && delivery.plan().alert().pupilsNotIn();
    return switch (alerts.send(person.email(), AlertText.of(portal, pupilsNotIn))) {
      case TAKEN -> {
        record(delivery, rung, person.id(), new Alert.Progress.Sent(attempt, now), attempt, now);
        yield Outcome.SENT;
      }
      case REFUSED -> {
        record(delivery, rung, person.id(), new Alert.Progress.Refused(attempt, now), attempt, now);
        yield Outcome.REFUSED;
      }
    };
  }

  /** Only whoever claimed an alert writes its outcome; a row that moved on has a later one. */
  private void record(
      Delivery delivery,
      Rung rung,
      PersonId person,
      Alert.Progress outcome,
      int attempt,
      Instant now) {
    var standing = story.alert(delivery.delivery(), rung, person).orElseThrow();
    if (standing.row().progress() instanceof Alert.Progress.Claimed(var claim, _)
        && claim == attempt) {
      boolean sent = outcome instanceof Alert.Progress.Sent;
      var deed =
          stated(
              Deed.of(
                  DISPATCH, Action.ALERTED, sent ? Happening.ALERT_SENT : Happening.ALERT_REFUSED),
              person,
              rung,
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

  private static Deed claimed(PersonId person, Rung rung, int attempt) {
    return stated(
        Deed.of(DISPATCH, Action.ALTERED, Happening.ALERT_CLAIMED), person, rung, attempt);
  }

  private static Deed stated(Deed deed, PersonId person, Rung rung, int attempt) {
    return deed.with("person", person)
        .with("rung", rung.kind())
        .with("attempt", attempt)
        .with("possiblyRepeated", attempt > 1);
  }
}
