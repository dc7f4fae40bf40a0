package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.NotificationId;

/**
 * The clock of one case of online child sexual abuse: 24 elapsed hours to contact between police
 * and children's social care (domain section 8.7).
 *
 * @param taken how many of the plan's rungs were passed, in their order
 * @param tasks what people were asked to do about it
 * @param acknowledged who of social care first said that they have it; stops nothing but the call
 * @param conversations what police recorded, in the order they did
 * @param answered who of social care answered what police asked
 * @param contact what stopped the clock
 * @param breach that there was no contact in time
 * @param dueAt when the watch looks at it; absent only in a final state
 */
public record Case(
    NotificationId notification,
    CasePlan plan,
    int taken,
    List<Task> tasks,
    Optional<Stamp> acknowledged,
    List<Conversation> conversations,
    Optional<Stamp> answered,
    Optional<Contact> contact,
    Optional<CaseBreach> breach,
    State state,
    Optional<Instant> dueAt)
    implements Watched {

  /** How far a case got. */
  public enum State {
    /** There is no contact yet. */
    OPEN,
    /** There is; a joint decision is owed. */
    IN_CONTACT,
    /** People were asked to review the joint decision, which is recorded elsewhere. Final. */
    IN_REVIEW,
    /** A later revision is in its place. Final. */
    SUPERSEDED;

    public boolean isFinal() {
      return this == IN_REVIEW || this == SUPERSEDED;
    }
  }

  public Case {
    tasks = List.copyOf(tasks);
    conversations = List.copyOf(conversations);
    if (dueAt.isPresent() && state.isFinal()) {
      throw new IllegalArgumentException("a final case has no due time");
    }
  }

  @Override
  public RowId id() {
    return RowId.casefile(notification);
  }

  /** A case whose clock runs, looked at first at {@code look}. */
  public static Case open(NotificationId id, CasePlan plan, List<Task> asked, Instant look) {
    return new Case(
        id,
        plan,
        0,
        asked,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        plan.breach(),
        State.OPEN,
        Optional.of(look));
  }

  /** The conversation of that name. */
  public Optional<Conversation> conversation(String name) {
    return conversations.stream().filter(held -> held.name().equals(name)).findFirst();
  }

  /**
   * Whether police recorded a conversation before contact was due: the breach waits for its
   * confirmation.
   */
  public boolean conversationInTime() {
    return conversations.stream()
        .filter(this::isOfTheseChildren)
        .anyMatch(held ->
            !held.recordedAt().isAfter(plan.contactDueAt())
                && !held.heldAt().isAfter(plan.contactDueAt()));
  }

  /** Whether it can have been about these children: none was identified after it. */
  public boolean isOfTheseChildren(Conversation held) {
    return !held.heldAt().isBefore(plan.identifiedAt());
  }

  /** Whether there was contact when it was due (V-OC-05). */
  public boolean contactInTime() {
    return contact
        .filter(made -> !made.at().isAfter(plan.contactDueAt()))
        .filter(made -> !made.knownAt().isAfter(plan.confirmBy()))
        .isPresent();
  }

  /** The decision that both sides owe a child in danger, if it was not asked for yet. */
  public Optional<CaseRung> decisionOwed() {
    return plan.rungs().stream()
        .skip(taken)
        .filter(rung -> rung.kind() == CaseRung.Kind.IMMEDIATE_DECISION)
        .findFirst();
  }

  /** The first rung that was not passed; once it is acknowledged nobody is rung about that. */
  public Optional<CaseRung> nextRung() {
    return plan.rungs().stream().skip(taken).filter(rung -> !silenced(rung)).findFirst();
  }

  private boolean silenced(CaseRung rung) {
    return rung.kind() == CaseRung.Kind.UNACKNOWLEDGED && acknowledged.isPresent();
  }

  /** That rung and all before it are passed, with what it asks of people. */
  public Case passed(CaseRung rung, List<Task> asked) {
    return new Case(
        notification,
        plan,
        plan.rungs().indexOf(rung) + 1,
        more(asked),
        acknowledged,
        conversations,
        answered,
        contact,
        breach,
        state,
        dueAt);
  }

  /** The same, breached, with what that asks of people. */
  public Case breached(CaseBreach found, List<Task> asked) {
    return new Case(
        notification,
        plan,
        taken,
        more(asked),
        acknowledged,
        conversations,
        answered,
        contact,
        Optional.of(found),
        state,
        dueAt);
  }

  /** Social care has it. The first stamp stands. */
  public Case acknowledged(Stamp stamp) {
    return stamped(acknowledged.or(() -> Optional.of(stamp)), conversations, answered);
  }

  /** Police recorded a conversation. */
  public Case with(Conversation recorded) {
    var all = new ArrayList<>(conversations);
    all.add(recorded);
    return stamped(acknowledged, all, answered);
  }

  /** A recorded conversation was confirmed by whom police spoke to. */
  public Case confirmed(Conversation recorded, Instant at) {
    var all =
        conversations.stream()
            .map(held -> held.equals(recorded) ? held.confirmed(at) : held)
            .toList();
    return stamped(acknowledged, all, answered);
  }

  /** Social care answered. */
  public Case answered(Stamp stamp) {
    return stamped(acknowledged, conversations, Optional.of(stamp));
  }

  /**
   * There is contact: the clock has stopped. Of two the earlier stands, whichever is known first.
   */
  public Case inContact(Contact made) {
    boolean earlier = contact.filter(known -> !made.at().isBefore(known.at())).isEmpty();
    return switch (state) {
      case OPEN -> in(State.IN_CONTACT, tasks, Optional.of(made), dueAt);
      case IN_CONTACT -> earlier ? in(state, tasks, Optional.of(made), dueAt) : this;
      case IN_REVIEW, SUPERSEDED -> this;
    };
  }

  /**
   * The same as the next revision of {@code before}: what was said stands, and so does contact, if
   * no child was identified after it.
   */
  public Case carrying(Case before) {
    boolean covered =
        before.contact.filter(made -> !plan.identifiedAt().isAfter(made.at())).isPresent();
    if (before.contact.isPresent() && !covered) {
      return this; // Children found after contact start a clock of their own.
    }
    return new Case(
        notification,
        plan,
        taken,
        tasks,
        before.acknowledged,
        before.conversations,
        before.answered,
        before.contact,
        before.breach.or(() -> breach),
        covered ? State.IN_CONTACT : state,
        dueAt);
  }

  /** The same, with more asked of people. */
  public Case asking(List<Task> asked) {
    return in(state, more(asked), contact, dueAt);
  }

  /** People are asked to review the decision; the clock's work is done. */
  public Case inReview(List<Task> asked) {
    return in(State.IN_REVIEW, more(asked), contact, Optional.empty());
  }

  /** A later revision is in its place. */
  public Case superseded() {
    return in(State.SUPERSEDED, tasks, contact, Optional.empty());
  }

  @Override
  public boolean isFinal() {
    return state.isFinal();
  }

  /** Nobody is asked through a queue: it is people who act on a case. */
  @Override
  public Optional<Stage> next() {
    return Optional.empty();
  }

  @Override
  public Case lookedAt(Instant look) {
    return in(state, tasks, contact, Optional.of(look));
  }

  private List<Task> more(List<Task> asked) {
    var all = new ArrayList<>(tasks);
    all.addAll(asked);
    return all;
  }

  private Case stamped(
      Optional<Stamp> acknowledgement, List<Conversation> held, Optional<Stamp> answer) {
    return new Case(
        notification,
        plan,
        taken,
        tasks,
        acknowledgement,
        held,
        answer,
        contact,
        breach,
        state,
        dueAt);
  }

  private Case in(
      State newState, List<Task> newTasks, Optional<Contact> newContact, Optional<Instant> look) {
    return new Case(
        notification,
        plan,
        taken,
        newTasks,
        acknowledged,
        conversations,
        answered,
        newContact,
        breach,
        newState,
        look);
  }
}
