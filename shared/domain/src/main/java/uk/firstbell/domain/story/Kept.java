package uk.firstbell.domain.story;

/** What of a notification is encrypted under a data key of its own. */
public enum Kept {
  /** The message as its sender wrote it. */
  PAYLOAD,
  /** What social care answered. */
  ANSWER
}
