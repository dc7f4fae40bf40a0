package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;

/**
 * What one unit is owed, and how far it got.
 *
 * @param tasks what people were asked to do about it
 * @param openedBy the first reader who proved having opened a copy
 * @param outcome what the unit said it did
 * @param answeredBy the reader who said so
 * @param next the stage that should act, if any
 * @param dueAt when the watch looks at it; absent only in a final state
 */
public record Delivery(
    DeliveryId delivery,
    DeliveryPlan plan,
    State state,
    List<Task> tasks,
    Optional<PersonId> openedBy,
    Optional<Instant> openedAt,
    Optional<ReaderOutcome> outcome,
    Optional<PersonId> answeredBy,
    Optional<Stage> next,
    Optional<Instant> dueAt)
    implements Row {

  /** How far a delivery got. */
  public enum State {
    /** Copies are to be sealed. */
    PLANNED,
    /** Copies can be fetched; the alert is not due yet. */
    AVAILABLE,
    /** The alert is due and being handed over. */
    ALERTING,
    /** Every named reader was alerted. */
    ALERTED,
    /** Nobody opened it by the deadline; people have tasks. */
    OVERDUE,
    /** A named reader proved having opened it. */
    OPENED,
    /** Closed with an outcome. Final. */
    ACKNOWLEDGED,
    /** Wrong child or wrong school: access has ended, and people have to put it right. */
    RETURNED;

    public boolean isFinal() {
      return this == ACKNOWLEDGED;
    }
  }

  public Delivery {
    tasks = List.copyOf(tasks);
    if (dueAt.isEmpty() != state.isFinal()) {
      throw new IllegalArgumentException("a delivery has a due time exactly while it is not final");
    }
  }

  @Override
  public RowId id() {
    return RowId.delivery(delivery);
  }

  /**
   * A delivery nobody has acted on yet: dispatch is asked to, and looked after at {@code dueAt}.
   */
  public static Delivery planned(DeliveryId id, DeliveryPlan plan, Instant dueAt) {
    return new Delivery(
        id,
        plan,
        State.PLANNED,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Stage.DISPATCH),
        Optional.of(dueAt));
  }

  public Delivery available(Instant alertDue) {
    return to(State.AVAILABLE, tasks, Optional.empty(), Optional.of(alertDue));
  }

  public Delivery alerting(Instant nextLook) {
    return to(State.ALERTING, tasks, Optional.of(Stage.DISPATCH), Optional.of(nextLook));
  }

  public Delivery alerted(Instant deadline) {
    return to(State.ALERTED, tasks, Optional.empty(), Optional.of(deadline));
  }

  /** Overdue, or still without anyone who could be alerted: people are asked to act. */
  public Delivery overdue(List<Task> withTasks, Instant nextLook) {
    return to(State.OVERDUE, withTasks, Optional.empty(), Optional.of(nextLook));
  }

  public Delivery opened(PersonId reader, Instant now, Instant acknowledgementDue) {
    return new Delivery(
        delivery,
        plan,
        State.OPENED,
        tasks,
        Optional.of(reader),
        Optional.of(now),
        outcome,
        answeredBy,
        Optional.empty(),
        Optional.of(acknowledgementDue));
  }

  public Delivery acknowledged(PersonId by, ReaderOutcome said) {
    return new Delivery(
        delivery,
        plan,
        State.ACKNOWLEDGED,
        tasks,
        openedBy,
        openedAt,
        Optional.of(said),
        Optional.of(by),
        Optional.empty(),
        Optional.empty());
  }

  public Delivery returned(
      PersonId by, ReaderOutcome said, List<Task> withTasks, Instant nextLook) {
    return new Delivery(
        delivery,
        plan,
        State.RETURNED,
        withTasks,
        openedBy,
        openedAt,
        Optional.of(said),
        Optional.of(by),
        Optional.empty(),
        Optional.of(nextLook));
  }

  /** The same, with dispatch asked again and looked after at {@code nextLook}. */
  public Delivery nudged(Instant nextLook) {
    return to(state, tasks, Optional.of(Stage.DISPATCH), Optional.of(nextLook));
  }

  /** The same, with these tasks asked of people. */
  public Delivery askedOf(List<Task> newTasks) {
    return to(state, newTasks, next, dueAt);
  }

  /** The same, with more asked of people and the next look at {@code nextLook}. */
  public Delivery waiting(List<Task> withTasks, Instant nextLook) {
    return to(state, withTasks, Optional.empty(), Optional.of(nextLook));
  }

  private Delivery to(
      State newState, List<Task> newTasks, Optional<Stage> newNext, Optional<Instant> newDueAt) {
    return new Delivery(
        delivery,
        plan,
        newState,
        newTasks,
        openedBy,
        openedAt,
        outcome,
        answeredBy,
        newNext,
        newDueAt);
  }
}
