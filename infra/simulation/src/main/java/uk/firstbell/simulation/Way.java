package uk.firstbell.simulation;

/**
 * How a call can fail. A store that cancels a transaction because of another one tells its caller
 * of an outage if patience ran out ({@link #LOST}), and else of whoever won ({@link #ROW_TOUCHED}
 * and {@link #OVERTAKEN}).
 */
public enum Way {
  /**
   * Nothing happens, and the caller hears an outage. A message, a record or a sweep never comes.
   */
  LOST,
  /** It happens, and the caller hears an outage. */
  ANSWER_LOST,
  /** It happens twice, and the caller hears the second answer. */
  REPEATED,
  /**
   * Just before a write, somebody else writes the head, delivery, copy or case it replaces, and
   * changes nothing but its mark.
   */
  ROW_TOUCHED,
  /** Just before it happens, another worker does the whole of the caller's work. */
  OVERTAKEN
}
