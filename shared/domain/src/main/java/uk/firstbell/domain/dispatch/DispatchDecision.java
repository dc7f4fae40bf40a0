package uk.firstbell.domain.dispatch;

/** What came of acting on one delivery. */
public sealed interface DispatchDecision {
  /**
   * Copies are sealed and can be fetched.
   *
   * @param unusable how many readers got none, for no certificate of theirs can be sealed to
   */
  record MadeAvailable(int copies, int unusable) implements DispatchDecision {}

  /** Nobody named can read; the local authority was asked to act at once. */
  record NoLiveReader() implements DispatchDecision {}

  /**
   * Everyone who may be disturbed now was alerted, or can never be at the listed address.
   *
   * @param postponed how many rungs wait for the next window
   */
  record Alerted(int sent, int refused, int postponed) implements DispatchDecision {}

  /**
   * A closed delivery's copies were sealed again, as somebody agreed to.
   *
   * @param notSealed how many were not; why is in the trail
   */
  record SealedAgain(int sealed, int notSealed) implements DispatchDecision {}

  /** Another worker holds some alerts; the watch looks after them. */
  record AlertsPending(int pending) implements DispatchDecision {}

  /**
   * There was something to tell, and nobody could be: the mail service refused all, or there is
   * nobody to tell. The trail says so, and a person is called.
   */
  record NobodyTold(int refused) implements DispatchDecision {}

  /** There is nothing to do: it was done, or overtaken. */
  record NothingToDo() implements DispatchDecision {}

  /** There is no such delivery. A nudge named nothing, which only a bug of ours can cause. */
  record NothingThere() implements DispatchDecision {}

  /** Another writer changed the delivery meanwhile; the nudge should come again. */
  record Contended() implements DispatchDecision {}
}
