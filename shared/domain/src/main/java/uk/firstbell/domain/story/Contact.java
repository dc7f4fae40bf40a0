package uk.firstbell.domain.story;

import java.time.Instant;

/**
 * Both sides have shared information: what the clock of a case waits for.
 *
 * @param at when it was made: the answer, or the conversation that was confirmed later
 * @param knownAt when the gateway learnt of it
 */
public record Contact(How how, Instant at, Instant knownAt) {
  /** What made it. */
  public enum How {
    /** Social care answered what police asked. */
    ANSWER,
    /** Police recorded a conversation, and whom they spoke to confirmed it. */
    CONVERSATION
  }
}
