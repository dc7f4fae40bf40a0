package uk.firstbell.domain.dispatch;

import static uk.firstbell.domain.dispatch.Dispatch.DISPATCH;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.dispatch.DispatchDecision.Alerted;
import uk.firstbell.domain.dispatch.DispatchDecision.AlertsPending;
import uk.firstbell.domain.dispatch.DispatchDecision.Contended;
import uk.firstbell.domain.dispatch.DispatchDecision.NobodyTold;
import uk.firstbell.domain.enrolment.Answering;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.SealingAgain;
import uk.firstbell.domain.story.SealingAgain.Progress;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/**
 * Tells whoever can agree that a closed delivery's copy is sealed again that there is something to
 * agree to: the nearest of those who answer for its reader, and where no mail reaches one of them,
 * the next. No party among them is told. Each wish is one alert of its own to each of them.
 */
public final class Asking {
  private final Attempts attempts;
  private final Directory directory;
  private final Answering answering;
  private final Alerting alerting;

  public Asking(Story story, Directory directory, Alerting alerting) {
    this.attempts = new Attempts(story);
    this.directory = directory;
    this.answering = new Answering(directory);
    this.alerting = alerting;
  }

  /** What came of telling people of one wish. */
  private sealed interface Telling {
    /** Everybody of one unit was written to; nobody anywhere, if none was sent. */
    record Handed(int sent, int refused) implements Telling {}

    /** Another worker is writing to some. */
    record Pending(int alerts) implements Telling {}

    /** It is no time to disturb them. */
    record Later(Instant at) implements Telling {}

    /** The reader left: nobody can agree. */
    record NoReader() implements Telling {}
  }

  /** Tells of every wish of which nobody was told yet. */
  DispatchDecision ask(Stored<Delivery> stored, Instant now) {
    Stored<Delivery> standing = stored;
    int sent = 0;
    int refused = 0;
    int pending = 0;
    int postponed = 0;
    Optional<Instant> until = Optional.empty();
    for (SealingAgain wish : stored.row().untold()) {
      Telling telling = tell(standing.row(), wish, now);
      Optional<Stored<Delivery>> written = Optional.of(standing);
      switch (telling) {
        case Telling.Handed handed -> {
          sent += handed.sent();
          refused += handed.refused();
          written =
              attempts.replaced(
                  standing, standing.row().leaving(wish.told()), told(handed, wish), now);
          if (written.isPresent() && handed.sent() == 0) {
            // Said at once, for it is said once: the row still names what is left to be told.
            return new NobodyTold(refused);
          }
        }
        case Telling.NoReader() -> {
          SealingAgain ended = wish.ended(Progress.NOT_ELIGIBLE);
          written =
              attempts.replaced(
                  standing, standing.row().leaving(ended), Release.ending(ended), now);
        }
        case Telling.Pending(var alerts) -> pending += alerts;
        case Telling.Later(var at) -> {
          postponed++;
          until = until.filter(at::isAfter).or(() -> Optional.of(at));
        }
      }
      if (written.isEmpty()) {
        return new Contended();
      }
      standing = written.get();
    }
    if (pending > 0) {
      return new AlertsPending(pending);
    }
    if (until.isPresent()) {
      var deed =
          Deed.of(DISPATCH, Action.ALTERED, Happening.ALERTS_POSTPONED).with("until", until.get());
      if (attempts.replaced(standing, standing.row().postponed(until.get()), deed, now).isEmpty()) {
        return new Contended();
      }
    }
    return new Alerted(sent, refused, postponed);
  }

  private Telling tell(Delivery delivery, SealingAgain wish, Instant now) {
    Unit unit = delivery.delivery().unit();
    Optional<Person> reader =
        directory.person(wish.reader()).filter(person -> person.organisation().equals(unit));
    if (reader.isEmpty()) {
      return new Telling.NoReader();
    }
    var rung = List.of(new Rung(Rung.Kind.AGREEMENT, wish.askedAt()));
    List<List<Person>> untried = new ArrayList<>(mayKnow(delivery, reader.get()));
    int refused = 0;
    while (!untried.isEmpty()) {
      // The nearest, but not in weeks what the next can be told today: schools have holidays.
      List<Person> told =
          Collections.min(untried, Comparator.comparing(group -> window(group, now)));
      if (window(told, now).isAfter(now)) {
        return new Telling.Later(window(told, now));
      }
      untried.remove(told);
      int sent = 0;
      int pending = 0;
      for (Person person : told) {
        switch (alerting.handOver(delivery, rung, person, now)) {
          case SENT -> sent++;
          case REFUSED -> refused++;
          case PENDING, OVERTAKEN -> pending++;
        }
      }
      if (pending > 0) {
        return new Telling.Pending(pending);
      }
      if (sent > 0) {
        return new Telling.Handed(sent, refused);
      }
    }
    return new Telling.Handed(0, refused);
  }

  private List<List<Person>> mayKnow(Delivery delivery, Person reader) {
    return answering.nearestFirst(reader).stream()
        .map(nearest ->
            nearest.stream().filter(one -> !delivery.plan().barred().contains(one.id())).toList())
        .filter(group -> !group.isEmpty())
        .toList();
  }

  /** When people of one unit may be disturbed: now, or later. */
  private Instant window(List<Person> group, Instant now) {
    return alerting.nextWindow(group.getFirst().organisation(), now).orElse(now);
  }

  private static Deed told(Telling.Handed handed, SealingAgain wish) {
    Deed deed =
        handed.sent() > 0
            ? Deed.of(DISPATCH, Action.ALERTED, Happening.AGREEMENT_ASKED_FOR)
            : Deed.of(DISPATCH, Action.ESCALATED, Happening.NOBODY_TOLD);
    return deed.with("reader", wish.reader())
        .with("sent", handed.sent())
        .with("refused", handed.refused());
  }
}
