package uk.firstbell.domain.story;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;

/**
 * What one unit is owed, and how far it got.
 *
 * @param climb how far up its ladder
 * @param tasks what people were asked to do about it
 * @param opening the first reader who proved having opened a copy
 * @param answer what the unit said it did
 * @param again who asked to have a copy sealed again, and what came of it; one wish a reader
 * @param next the stage that should act, if any
 * @param dueAt when the watch looks at it; see {@link Watched}
 */
public record Delivery(
    DeliveryId delivery,
    DeliveryPlan plan,
    State state,
    Climb climb,
    List<Task> tasks,
    Optional<Opening> opening,
    Optional<Answer> answer,
    List<SealingAgain> again,
    Optional<Stage> next,
    Optional<Instant> dueAt)
    implements Watched {

  /** How far a delivery got. */
  public enum State {
    /** Nothing goes out yet: a supervisor has not released it (R9). */
    HELD,
    /** Copies are to be sealed. */
    PLANNED,
    /** Copies can be fetched; nobody has opened one. */
    AVAILABLE,
    /** A named reader proved having opened it. */
    OPENED,
    /** Closed with an outcome. Final. */
    ACKNOWLEDGED,
    /** Wrong child or wrong school: access has ended, and people have to put it right. */
    RETURNED,
    /** A later revision is in its place, and nobody reads this one any more. Final. */
    SUPERSEDED;

    public boolean isFinal() {
      return this == ACKNOWLEDGED || this == SUPERSEDED;
    }

    /** Whether its ladder is still climbed. */
    public boolean unopened() {
      return this == HELD || this == PLANNED || this == AVAILABLE;
    }
  }

  public Delivery {
    tasks = List.copyOf(tasks);
    again = List.copyOf(again);
    if (dueAt.isPresent() && isFinal(state, again)) {
      throw new IllegalArgumentException("a final delivery has no due time");
    }
  }

  @Override
  public RowId id() {
    return RowId.delivery(delivery);
  }

  /** Closed, and dispatch has nothing to do for whoever asked for their copy to be sealed again. */
  @Override
  public boolean isFinal() {
    return isFinal(state, again);
  }

  private static boolean isFinal(State state, List<SealingAgain> again) {
    return state.isFinal() && again.stream().noneMatch(one -> one.progress().waitsForDispatch());
  }

  /** Whether it is sealed to whoever becomes a reader, and so is listed under its unit. */
  public boolean listed() {
    return switch (state) {
      case PLANNED, AVAILABLE, OPENED -> true;
      case HELD, ACKNOWLEDGED, RETURNED, SUPERSEDED -> false;
    };
  }

  /** Since when a wish waits for somebody to agree; empty if none does. */
  public Optional<Instant> waitingSince() {
    return again.stream()
        .filter(one -> one.progress().waitsForAnother())
        .map(SealingAgain::askedAt)
        .min(naturalOrder());
  }

  /** Those who wait for dispatch to seal their copies again, which any answer would overtake. */
  public List<PersonId> wishing() {
    return again.stream()
        .filter(one -> one.progress() == SealingAgain.Progress.WISHED)
        .map(SealingAgain::reader)
        .toList();
  }

  /** The wishes of which nobody was told yet who could agree. */
  public List<SealingAgain> untold() {
    return again.stream().filter(one -> one.progress() == SealingAgain.Progress.ASKED).toList();
  }

  /** The deed by which it is closed or ended, stating whose wishes that overtakes. */
  public Deed stating(Deed deed) {
    return wishing().isEmpty()
        ? deed
        : deed.with(
            "sealingAgainOvertaken",
            wishing().stream().map(PersonId::value).collect(Collectors.joining(" ")));
  }

  /** What that reader asked for, as far as it got. */
  public Optional<SealingAgain> again(PersonId reader) {
    return again.stream().filter(one -> one.reader().equals(reader)).findFirst();
  }

  /** The first rung that was not taken. */
  public Optional<Rung> nextRung() {
    return plan.rungs().stream().skip(climb.taken()).findFirst();
  }

  /** Whether it was there, and its readers alerted, when it was due (R6). */
  public boolean deliveredInTime() {
    return climb.deliveredAt().filter(at -> !at.isAfter(plan.deadline().deliverBy())).isPresent();
  }

  /** Whether it was opened before its unit's day began (R6); empty as long as nobody opened it. */
  public Optional<Boolean> openedInTime() {
    return opening.map(first -> plan.deadline().openedInTime(first.at()));
  }

  /** Whether people were asked for that already. */
  public boolean asked(Task.Kind kind) {
    return tasks.stream().anyMatch(task -> task.kind() == kind);
  }

  /**
   * A delivery nobody has acted on yet: dispatch is asked to, and looked after at {@code look}. One
   * that is held waits for its first rung instead.
   */
  public static Delivery planned(DeliveryId id, DeliveryPlan plan, List<Task> asked, Instant look) {
    boolean held = plan.held();
    return new Delivery(
        id,
        plan,
        held ? State.HELD : State.PLANNED,
        Climb.atFoot(plan.tooLate()),
        asked,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        held ? Optional.empty() : Optional.of(Stage.DISPATCH),
        Optional.of(held ? plan.rungs().getFirst().at() : look));
  }

  /** It is held no longer: dispatch is asked to seal its copies. */
  public Delivery let() {
    return to(State.PLANNED, plan, climb, tasks, Optional.of(Stage.DISPATCH), dueAt.orElseThrow());
  }

  /** Closed through the case it is about, by somebody who may not have opened their own copy. */
  public Delivery takenUp(PersonId by) {
    return acknowledged(by, ReaderOutcome.TAKEN_UP);
  }

  /** A later revision is in its place. */
  public Delivery superseded() {
    return new Delivery(
        delivery,
        plan,
        State.SUPERSEDED,
        climb.quiet(),
        tasks,
        opening,
        answer,
        again.stream().map(SealingAgain::accessEnded).toList(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Copies can be fetched by these people. Alerts that were owed before anybody could read are
   * dispatch's to hand over now.
   */
  public Delivery available(List<PlannedReader> readers, Instant look) {
    Optional<Stage> asked = climb.owed().isEmpty() ? Optional.empty() : Optional.of(Stage.DISPATCH);
    return to(State.AVAILABLE, plan.withReaders(readers), climb, tasks, asked, look);
  }

  /** One rung further, with what it asks of people; dispatch is asked to do its part. */
  public Delivery climbed(Rung rung, List<Task> asked, Instant look) {
    return to(state, plan, climb.taking(rung), more(asked), Optional.of(Stage.DISPATCH), look);
  }

  /** Those who opened it are to be reminded to answer; dispatch is asked to. */
  public Delivery askingForAnswer(Rung reminder, Instant look) {
    return to(
        state, plan, climb.askingForAnswer(reminder), tasks, Optional.of(Stage.DISPATCH), look);
  }

  /**
   * Owed alerts were handed over but for those of {@code left}, which delivers it if {@code
   * delivered} says when.
   */
  public Delivery handedOver(
      List<Rung> left, Optional<Instant> delivered, List<Task> asked, Instant look) {
    return to(state, plan, climb.handedOver(left, delivered), more(asked), Optional.empty(), look);
  }

  /** The same, late since then for that reason, unless it was so before. */
  public Delivery late(Late since) {
    return climb(climb.late(since));
  }

  /** The same, breached since then for that reason, unless it was so before. */
  public Delivery breached(Late since) {
    return climb(climb.breached(since));
  }

  /** The same with a party barred who became a reader, and people told of it. */
  public Delivery barring(
      List<PlannedReader> readers, List<PersonId> parties, List<Task> asked, Instant look) {
    return to(
        state,
        plan.withReaders(readers, parties),
        climb,
        more(asked),
        Optional.of(Stage.DISPATCH),
        look);
  }

  /** The same for other readers, whose copies dispatch makes. */
  public Delivery readBy(List<PlannedReader> readers, Instant look) {
    return to(state, plan.withReaders(readers), climb, tasks, Optional.of(Stage.DISPATCH), look);
  }

  /** The same, with people to be alerted whom no rung of the plan will reach. */
  public Delivery owing(Rung alert) {
    return climb(climb.owing(alert));
  }

  /** The same, with dispatch asked again and looked after at {@code look}. */
  public Delivery nudged(Instant look) {
    return to(state, plan, climb, tasks, Optional.of(Stage.DISPATCH), look);
  }

  /** The same, with more asked of people, nobody else asked to act, and the next look then. */
  public Delivery waiting(List<Task> asked, Instant look) {
    return to(state, plan, climb, more(asked), Optional.empty(), look);
  }

  /** The same, with more asked of people; whoever was asked to act still is. */
  public Delivery asking(List<Task> asked, Instant look) {
    return to(state, plan, climb, more(asked), next, look);
  }

  @Override
  public Delivery lookedAt(Instant look) {
    return to(state, plan, climb, tasks, next, look);
  }

  /** Opened by its first reader. What dispatch was asked to seal it still is, as soon as before. */
  public Delivery opened(PersonId reader, Instant now, Instant acknowledgementDue) {
    Optional<Instant> asked = next.flatMap(_ -> dueAt).filter(acknowledgementDue::isAfter);
    return new Delivery(
        delivery,
        plan,
        State.OPENED,
        climb.quiet(),
        tasks,
        Optional.of(new Opening(reader, now)),
        answer,
        again,
        next,
        Optional.of(asked.orElse(acknowledgementDue)));
  }

  /**
   * Closed. Whoever still waits for dispatch to seal waits for a second person instead, and
   * dispatch to tell that one, as soon as it was to seal.
   */
  public Delivery acknowledged(PersonId by, ReaderOutcome said) {
    List<SealingAgain> wishes = again.stream().map(SealingAgain::closed).toList();
    boolean over = isFinal(State.ACKNOWLEDGED, wishes);
    return new Delivery(
        delivery,
        plan,
        State.ACKNOWLEDGED,
        climb.quiet(),
        tasks,
        opening,
        Optional.of(new Answer(by, said)),
        wishes,
        over ? Optional.empty() : Optional.of(Stage.DISPATCH),
        over ? Optional.empty() : dueAt);
  }

  /** Sent back, and nobody reads it any more, whatever they waited for. */
  public Delivery returned(PersonId by, ReaderOutcome said, List<Task> asked, Instant look) {
    return new Delivery(
        delivery,
        plan,
        State.RETURNED,
        climb.quiet(),
        more(asked),
        opening,
        Optional.of(new Answer(by, said)),
        again.stream().map(SealingAgain::accessEnded).toList(),
        Optional.empty(),
        Optional.of(look));
  }

  /** The same, with what a reader of it asked for; dispatch is asked to act upon it. */
  public Delivery sealingAgain(SealingAgain wish, Instant look) {
    return with(replacing(wish), Optional.of(Stage.DISPATCH), Optional.of(look));
  }

  /**
   * The same, with a wish that dispatch has no part in; what others wait for, it is still looked
   * after for.
   */
  public Delivery leaving(SealingAgain wish) {
    List<SealingAgain> left = replacing(wish);
    return isFinal(state, left)
        ? with(left, Optional.empty(), Optional.empty())
        : with(left, next, dueAt);
  }

  /** The same, closed already, with those who can agree told then, when they may be disturbed. */
  public Delivery postponed(Instant until) {
    return with(again, Optional.empty(), Optional.of(until));
  }

  /** The same, closed already, with somebody left out of it who turned out to be a party. */
  public Delivery closedTo(PersonId party, Task asked) {
    List<PlannedReader> readers =
        plan.readers().stream().filter(reader -> !reader.person().equals(party)).toList();
    List<PersonId> barred = Stream.concat(plan.barred().stream(), Stream.of(party)).toList();
    return new Delivery(
        delivery,
        plan.withReaders(readers, barred),
        state,
        climb,
        more(List.of(asked)),
        opening,
        answer,
        again,
        next,
        dueAt);
  }

  private List<SealingAgain> replacing(SealingAgain wish) {
    return Stream.concat(
            again.stream().filter(one -> !one.reader().equals(wish.reader())), Stream.of(wish))
        .toList();
  }

  private Delivery with(
      List<SealingAgain> wishes, Optional<Stage> newNext, Optional<Instant> newDueAt) {
    return new Delivery(
        delivery, plan, state, climb, tasks, opening, answer, wishes, newNext, newDueAt);
  }

  private List<Task> more(List<Task> asked) {
    var all = new ArrayList<>(tasks);
    all.addAll(asked);
    return all;
  }

  private Delivery climb(Climb further) {
    return new Delivery(delivery, plan, state, further, tasks, opening, answer, again, next, dueAt);
  }

  private Delivery to(
      State newState,
      DeliveryPlan newPlan,
      Climb newClimb,
      List<Task> newTasks,
      Optional<Stage> newNext,
      Instant look) {
    return new Delivery(
        delivery,
        newPlan,
        newState,
        newClimb,
        newTasks,
        opening,
        answer,
        again,
        newNext,
        Optional.of(look));
  }
}
