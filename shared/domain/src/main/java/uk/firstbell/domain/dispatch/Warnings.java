package uk.firstbell.domain.dispatch;

import static uk.firstbell.domain.dispatch.Dispatch.DISPATCH;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
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
 * it, and of one that was given its owners are warned by day, so that nobody is disturbed at night.
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
    if (ended && owner.filter(person -> reads(person, now)).isPresent()) {
      var nobody = Deed.of(DISPATCH, Action.ALTERED, Happening.END_DROPPED);
      return close(found.get(), owed.get(), List.of(), nobody, new Alerted(0, 0, 0), now);
    }
    List<List<Person>> answer =
        owner
            .map(answering::nearestFirst)
            .orElseGet(() -> answering.nearestFirst(expiry.person(), expiry.organisation()));
    Handed handed = handOver(expiry, owed.get(), owner, answer, now);
    if (handed.pending() > 0) {
      return new AlertsPending(handed.pending());
    }
    List<Task> asked =
        ended
            ? owner.stream()
                .map(person ->
                    new Task(Task.Kind.READER_WITHOUT_DEVICE, assignee(person, answer), now))
                .toList()
            : List.of();
    return handed.sent() > 0
        ? close(
            found.get(),
            owed.get(),
            asked,
            handed.stated(warned(asked)),
            new Alerted(handed.sent(), handed.refused(), 0),
            now)
        : close(
            found.get(),
            owed.get(),
            asked,
            handed.stated(Deed.of(DISPATCH, Action.ESCALATED, Happening.NOBODY_TOLD)),
            new NobodyTold(handed.refused()),
            now);
  }

  private static Deed warned(List<Task> asked) {
    return asked.isEmpty()
        ? Deed.of(DISPATCH, Action.ALERTED, Happening.WARNED)
        : Deed.of(DISPATCH, Action.ESCALATED, Happening.READER_WITHOUT_DEVICE);
  }

  private boolean reads(Person owner, Instant now) {
    return !directory.certificates(owner.organisation(), owner.id(), now).isEmpty();
  }

  private static Unit assignee(Person owner, List<List<Person>> answer) {
    return answer.stream()
        .flatMap(List::stream)
        .findFirst()
        .map(Person::organisation)
        .orElse(owner.organisation());
  }

  /** How many mails one step came to. */
  private record Handed(int sent, int refused, int pending) {
    static final Handed NONE = new Handed(0, 0, 0);

    Handed and(Progress progress) {
      return switch (progress) {
        case Progress.Sent _ -> new Handed(sent + 1, refused, pending);
        case Progress.Refused _ -> new Handed(sent, refused + 1, pending);
        case Progress.Claimed _ -> new Handed(sent, refused, pending + 1);
      };
    }

    boolean reaches() {
      return sent + pending > 0;
    }

    Deed stated(Deed deed) {
      return deed.with("sent", sent).with("refused", refused);
    }
  }

  /**
   * The owner is told; and whoever answers for them, where they are to be warned too, or where the
   * owner cannot be told: somebody has to know. Of those the next, where no mail reaches a nearer.
   */
  private Handed handOver(
      Expiry expiry,
      Expiry.Step step,
      Optional<Person> owner,
      List<List<Person>> answer,
      Instant now) {
    Handed handed = Handed.NONE;
    if (owner.isPresent()) {
      handed = handed.and(handOver(expiry, step, owner.get(), now));
    }
    boolean others = step.others() || !handed.reaches();
    for (Iterator<List<Person>> next = answer.iterator(); others && next.hasNext(); ) {
      Handed before = handed;
      for (Person person : next.next()) {
        handed = handed.and(handOver(expiry, step, person, now));
      }
      others = handed.sent() + handed.pending() == before.sent() + before.pending();
    }
    return handed;
  }

  private Progress handOver(Expiry expiry, Expiry.Step step, Person person, Instant now) {
    boolean own = person.id().equals(expiry.person());
    Alerts.Alert text =
        expiry.isBeginning(step)
            ? WarningText.beginning(portal, own)
            : WarningText.of(portal, step.days(), own);
    return handOver(expiry, step, person, text, now);
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
      Deed deed,
      DispatchDecision done,
      Instant now) {
    var change =
        new Change.Replace(
            stored,
            stored.row().handedOver(asked),
            Tasks.stated(deed.with("days", step.days()), asked));
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
