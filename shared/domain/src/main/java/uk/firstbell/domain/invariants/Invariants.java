package uk.firstbell.domain.invariants;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.audit.Verifier.Verdict;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Watched;

/**
 * I1, I3, I4 and I5 of one notification, asked of the rows themselves and by none of the code that
 * wrote them. I2 is {@link Disclosed}; I6 is asked of bytes, where they leave.
 *
 * <p>Of I3 the rows leave little to break: a notification is one revision, and a copy's name holds
 * its unit and its reader, so there is no second one. What can still go wrong, and is looked for,
 * is one reader with copies under two units of a notification.
 */
public final class Invariants {
  private final Story story;
  private final WorkPolicy work;
  private final LadderPolicy ladder;

  public Invariants(Story story, WorkPolicy work, LadderPolicy ladder) {
    this.story = story;
    this.work = work;
    this.ladder = ladder;
  }

  /** Every breach at {@code now}, once everything due by then has been taken; none if all hold. */
  public List<Breach> of(NotificationId id, Instant now) {
    var breaches = new ArrayList<Breach>();
    Optional<Stored<Head>> found = story.head(id);
    if (found.isEmpty()) {
      breaches.add(new Breach("I1", RowId.head(id), "an accepted notification is gone"));
      return breaches;
    }
    Head head = found.get().row();
    routed(head, now, breaches);
    var readers = new HashSet<PersonId>();
    for (DeliveryPlan owed : head.plan().map(Plan::deliveries).orElse(List.of())) {
      delivery(new DeliveryId(id, owed.unit()), head, now, readers, breaches);
    }
    head.plan().flatMap(Plan::casefile).ifPresent(_ -> casefile(head, now, breaches));
    trail(id, breaches);
    return breaches;
  }

  private void routed(Head head, Instant now, List<Breach> breaches) {
    if (head.state().unrouted()
        && head.receivedAt().plus(work.unroutedAlarm()).isBefore(now)
        && !head.asked(Task.Kind.FORCE_UNROUTED)) {
      breaches.add(new Breach("I1", head.id(), "unrouted too long, and nobody was told"));
    }
    watched(head, now, breaches);
  }

  private void delivery(
      DeliveryId id, Head head, Instant now, Set<PersonId> readers, List<Breach> breaches) {
    Optional<Stored<Delivery>> found = story.delivery(id);
    if (found.isEmpty()) {
      breaches.add(new Breach("I1", RowId.delivery(id), "a planned delivery does not exist"));
      return;
    }
    Delivery delivery = found.get().row();
    Instant openBy = openBy(delivery.plan(), head);
    boolean openedInTime =
        delivery.opening().filter(opening -> !opening.at().isAfter(openBy)).isPresent();
    boolean superseded = delivery.state() == Delivery.State.SUPERSEDED;
    if (openBy.isBefore(now)
        && !openedInTime
        && !superseded
        && !delivery.plan().ofCase()
        && delivery.tasks().isEmpty()) {
      breaches.add(new Breach("I1", delivery.id(), "unopened past its time, and nobody was told"));
    }
    for (var copy : story.copies(id)) {
      if (!readers.add(copy.row().reader())) {
        breaches.add(new Breach("I3", copy.row().id(), "a reader has a second copy"));
      }
    }
    watched(delivery, now, breaches);
  }

  /** The deadline; of a revision that came after it to somebody told before, a time of its own. */
  private Instant openBy(DeliveryPlan plan, Head head) {
    Instant deliverBy = plan.deadline().deliverBy();
    boolean toldBefore = head.supersedes().isPresent() && plan.tooLate().isEmpty();
    return toldBefore && plan.alert().at().isAfter(deliverBy)
        ? plan.alert().at().plus(ladder.lateLead())
        : deliverBy;
  }

  /**
   * I1 of a case: contact in time, or a breach on record, or a conversation that may be confirmed.
   */
  private void casefile(Head head, Instant now, List<Breach> breaches) {
    NotificationId id = head.notification();
    Optional<Stored<Case>> found = story.casefile(id);
    if (found.isEmpty()) {
      breaches.add(new Breach("I1", RowId.casefile(id), "a planned case does not exist"));
      return;
    }
    Case casefile = found.get().row();
    Instant due =
        casefile.conversationInTime()
            ? casefile.plan().confirmBy()
            : casefile.plan().contactDueAt();
    boolean overdue = due.isBefore(now);
    boolean accounted =
        casefile.state() == Case.State.SUPERSEDED
            || casefile.contactInTime()
            || casefile.breach().isPresent();
    if (overdue && !accounted) {
      breaches.add(new Breach("I1", casefile.id(), "no contact in time, and no breach on record"));
    }
    watched(casefile, now, breaches);
    if (story.answer(id).isPresent()) {
      delivery(new DeliveryId(id, casefile.plan().force()), head, now, new HashSet<>(), breaches);
    }
  }

  private static void watched(Watched row, Instant now, List<Breach> breaches) {
    if (row.isFinal()) {
      return;
    }
    if (row.dueAt().isEmpty()) {
      breaches.add(new Breach("I5", row.id(), "open, and without a due time"));
    } else if (!row.dueAt().get().isAfter(now) && row.next().isEmpty()) {
      breaches.add(new Breach("I5", row.id(), "due, and nobody is acting on it"));
    }
  }

  private void trail(NotificationId id, List<Breach> breaches) {
    var trail = story.trail(id);
    if (trail.isEmpty()) {
      breaches.add(new Breach("I4", RowId.head(id), "a notification without a trail"));
    } else if (Verifier.verify(trail.get()) instanceof Verdict.Broken broken) {
      breaches.add(
          new Breach("I4", broken.row(), "entry " + broken.version() + " is " + broken.flaw()));
    }
  }
}
