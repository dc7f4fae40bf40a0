package uk.firstbell.domain.dispatch;

import static uk.firstbell.domain.dispatch.Dispatch.DISPATCH;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.dispatch.DispatchDecision.Alerted;
import uk.firstbell.domain.dispatch.DispatchDecision.AlertsPending;
import uk.firstbell.domain.dispatch.DispatchDecision.Contended;
import uk.firstbell.domain.dispatch.DispatchDecision.NothingThere;
import uk.firstbell.domain.dispatch.DispatchDecision.NothingToDo;
import uk.firstbell.domain.enrolment.Answering;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Alert.Progress;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Tasks;
import uk.firstbell.domain.story.Warning;
import uk.firstbell.domain.story.Written;

/**
 * Tells people that a device reads in their name, and warns them before it ends: claimed, sent, and
 * the outcome written, as an alert is. A device ends at the time of day at which somebody approved
 * it, so that nobody is disturbed at night.
 */
public final class Warnings {
  private final Story story;
  private final Directory directory;
  private final Answering answering;
  private final Alerts alerts;
  private final URI portal;
  private final Duration lease;
  private final InstantSource time;

  public Warnings(
      Story story,
      Directory directory,
      Alerts alerts,
      URI portal,
      WorkPolicy work,
      InstantSource time) {
    this.story = story;
    this.directory = directory;
    this.answering = new Answering(directory);
    this.alerts = alerts;
    this.portal = portal;
    this.lease = work.lease();
    this.time = time;
  }

  /** Hands over what {@code id} is waiting for, from wherever an earlier attempt left it. */
  public DispatchDecision act(RowId id) {
    Instant now = time.instant();
    Optional<Stored<Expiry>> found = story.expiry(id);
    if (found.isEmpty()) {
      return new NothingThere();
    }
    Expiry expiry = found.get().row();
    Optional<Expiry.Step> owed = expiry.owed();
    if (owed.isEmpty()) {
      return new NothingToDo();
    }
    Optional<Person> owner =
        directory
            .person(expiry.person())
            .filter(person -> person.organisation().equals(expiry.organisation()));
    boolean ended = owed.get().days() == 0;
    if (owner.isEmpty() || (ended && reads(owner.get(), now))) {
      return close(found.get(), owed.get(), List.of(), new Alerted(0, 0, 0), now);
    }
    List<Person> answer = answering.answering(owner.get());
    int sent = 0;
    int refused = 0;
    int pending = 0;
    boolean beginning = expiry.isBeginning(owed.get());
    var told = new ArrayDeque<Person>(told(owner.get(), answer, owed.get()));
    while (!told.isEmpty()) {
      Person person = told.remove();
      boolean own = person.id().equals(expiry.person());
      Alerts.Alert text =
          beginning
              ? WarningText.beginning(portal, own)
              : WarningText.of(portal, owed.get().days(), own);
      switch (handOver(expiry, owed.get(), person, text, now)) {
        case Progress.Sent _ -> sent++;
        case Progress.Refused _ -> {
          refused++;
          if (beginning && own) {
            // Somebody has to know of a device of which its owner cannot be told.
            told.addAll(answer);
          }
        }
        case Progress.Claimed _ -> pending++;
      }
    }
    if (pending > 0) {
      return new AlertsPending(pending);
    }
    List<Task> asked =
        ended
            ? List.of(new Task(Task.Kind.READER_WITHOUT_DEVICE, assignee(owner.get(), answer), now))
            : List.of();
    return close(found.get(), owed.get(), asked, new Alerted(sent, refused, 0), now);
  }

  private boolean reads(Person owner, Instant now) {
    return !directory.certificates(owner.organisation(), owner.id(), now).isEmpty();
  }

  private static List<Person> told(Person owner, List<Person> answer, Expiry.Step step) {
    return Stream.concat(Stream.of(owner), step.others() ? answer.stream() : Stream.of()).toList();
  }

  private static Unit assignee(Person owner, List<Person> answer) {
    return answer.stream().findFirst().map(Person::organisation).orElse(owner.organisation());
  }

  private Progress handOver(
      Expiry expiry, Expiry.Step step, Person person, Alerts.Alert text, Instant now) {
    var claimed = new Progress.Claimed(1, now.plus(lease));
    var claim = new Warning(expiry.id(), expiry.end(), step.days(), person.id(), claimed);
    if (story.write(now, List.of(new Change.Create(claim, claiming(claim, 1))))
        instanceof Written.Done) {
      return send(claim, person, text, 1, now);
    }
    Optional<Stored<Warning>> standing = story.warning(claim.id());
    if (standing.isPresent()
        && standing.get().row().progress() instanceof Progress.Claimed(var attempt, var until)
        && !until.isAfter(now)) {
      Warning again = claim.now(new Progress.Claimed(attempt + 1, now.plus(lease)));
      var change = new Change.Replace(standing.get(), again, claiming(again, attempt + 1));
      return story.write(now, List.of(change)) instanceof Written.Done
          ? send(again, person, text, attempt + 1, now)
          : claimed;
    }
    return standing.map(stored -> stored.row().progress()).orElse(claimed);
  }

  private Progress send(Warning claim, Person person, Alerts.Alert text, int attempt, Instant now) {
    Progress outcome =
        switch (alerts.send(person.email(), text)) {
          case TAKEN -> new Progress.Sent(attempt, now);
          case REFUSED -> new Progress.Refused(attempt, now);
        };
    boolean sent = outcome instanceof Progress.Sent;
    var deed =
        stated(
            Deed.of(
                DISPATCH, Action.ALERTED, sent ? Happening.ALERT_SENT : Happening.ALERT_REFUSED),
            claim.to(),
            claim.days(),
            attempt);
    // Only whoever claimed it writes its outcome; a row that moved on has a later one.
    story
        .warning(claim.id())
        .filter(standing -> standing.row().progress().equals(claim.progress()))
        .ifPresent(standing ->
            story.write(
                now, List.of(new Change.Replace(standing, standing.row().now(outcome), deed))));
    return outcome;
  }

  private DispatchDecision close(
      Stored<Expiry> stored,
      Expiry.Step step,
      List<Task> asked,
      DispatchDecision done,
      Instant now) {
    var deed =
        asked.isEmpty()
            ? Deed.of(DISPATCH, Action.ALERTED, Happening.WARNED)
            : Tasks.stated(
                Deed.of(DISPATCH, Action.ESCALATED, Happening.READER_WITHOUT_DEVICE), asked);
    var change =
        new Change.Replace(stored, stored.row().handedOver(asked), deed.with("days", step.days()));
    return story.write(now, List.of(change)) instanceof Written.Done ? done : new Contended();
  }

  private static Deed claiming(Warning claim, int attempt) {
    return stated(
        Deed.of(DISPATCH, Action.ALTERED, Happening.ALERT_CLAIMED),
        claim.to(),
        claim.days(),
        attempt);
  }

  private static Deed stated(Deed deed, PersonId person, int days, int attempt) {
    return deed.with("person", person)
        .with("days", days)
        .with("attempt", attempt)
        .with("possiblyRepeated", attempt > 1);
  }
}
