package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;

/**
 * A notification, without a word of what it says.
 *
 * @param message the sender's id for it; with {@code force} the name of its claim
 * @param supersedes the notification, of the same series, that this one takes the place of
 * @param unit the force's unit that sent it
 * @param recordRef pseudonym of the police reference
 * @param subjects pseudonyms of its children, in their order; {@link #NAMELESS} for one of whom no
 *     family name is known, so that a place in it is a place among the message's children
 * @param plan who is owed what, once routing decided it
 * @param next the stage that should act, if any
 * @param dueAt when the watch looks at it; see {@link Watched}
 */
public record Head(
    NotificationId notification,
    ForceCode force,
    ClientMessageId message,
    String unit,
    String messageType,
    int revision,
    Optional<NotificationId> supersedes,
    boolean drill,
    Instant receivedAt,
    Instant policeAwareAt,
    String recordRef,
    List<String> subjects,
    State state,
    Optional<Plan> plan,
    List<Task> tasks,
    Optional<Stage> next,
    Optional<Instant> dueAt)
    implements Watched {
  /** In place of a pseudonym. Two of them are not the same child. */
  public static final String NAMELESS = "-";

  /** How far routing got. */
  public enum State {
    /** In the gateway's duty; nobody is owed anything yet. */
    ACCEPTED,
    /** The plan is frozen; not every delivery of it exists yet. */
    PLANNED,
    /**
     * Every delivery exists and every child is in one. Final: the deliveries have their own times.
     */
    ROUTED,
    /**
     * Every delivery exists, and a person has to find a school for at least one child, or to
     * release what is held.
     */
    ROUTED_IN_PART,
    /** A later revision is in its place. Final. */
    SUPERSEDED;

    public boolean isFinal() {
      return this == ROUTED || this == SUPERSEDED;
    }

    /** Whether somebody may be owed a delivery that does not exist yet. */
    public boolean unrouted() {
      return this == ACCEPTED || this == PLANNED;
    }
  }

  public Head {
    subjects = List.copyOf(subjects);
    tasks = List.copyOf(tasks);
    if (dueAt.isPresent() && state.isFinal()) {
      throw new IllegalArgumentException("a final head has no due time");
    }
  }

  @Override
  public RowId id() {
    return RowId.head(notification);
  }

  /** The pseudonyms of those children that have one. */
  public List<String> namedSubjects() {
    return subjects.stream().filter(subject -> !subject.equals(NAMELESS)).toList();
  }

  /** Whether this and {@code other} are revisions of one message. */
  public boolean sameMatterAs(Head other) {
    return force.equals(other.force) && message.equals(other.message);
  }

  /** Whether people were asked for that already. */
  public boolean asked(Task.Kind kind) {
    return tasks.stream().anyMatch(task -> task.kind() == kind);
  }

  @Override
  public boolean isFinal() {
    return state.isFinal();
  }

  /** The plan is frozen; its deliveries are still to be made. */
  public Head planned(Plan frozen, Instant nextLook) {
    return with(State.PLANNED, Optional.of(frozen), tasks, Optional.empty(), Optional.of(nextLook));
  }

  public Head routed() {
    return with(State.ROUTED, plan, tasks, Optional.empty(), Optional.empty());
  }

  /** Every delivery exists, and people are asked about the children in none. */
  public Head routedInPart(List<Task> asked, Instant nextLook) {
    var all = new ArrayList<>(tasks);
    all.addAll(asked);
    return with(State.ROUTED_IN_PART, plan, all, Optional.empty(), Optional.of(nextLook));
  }

  /** A later revision is in its place: nobody has to see to this one any more. */
  public Head superseded() {
    return with(State.SUPERSEDED, plan, tasks, Optional.empty(), Optional.empty());
  }

  /** The same, with {@code stage} asked to act and the next look at {@code nextLook}. */
  public Head nudged(Stage stage, List<Task> withTasks, Instant nextLook) {
    return with(state, plan, withTasks, Optional.of(stage), Optional.of(nextLook));
  }

  /** The same, looked at again later, with nobody asked to act but people. */
  public Head waiting(List<Task> withTasks, Instant nextLook) {
    return with(state, plan, withTasks, Optional.empty(), Optional.of(nextLook));
  }

  @Override
  public Head lookedAt(Instant nextLook) {
    return with(state, plan, tasks, next, Optional.of(nextLook));
  }

  private Head with(
      State newState,
      Optional<Plan> newPlan,
      List<Task> newTasks,
      Optional<Stage> newNext,
      Optional<Instant> newDueAt) {
    return new Head(
        notification,
        force,
        message,
        unit,
        messageType,
        revision,
        supersedes,
        drill,
        receivedAt,
        policeAwareAt,
        recordRef,
        subjects,
        newState,
        newPlan,
        newTasks,
        newNext,
        newDueAt);
  }
}
