package uk.firstbell.domain.admission;

import uk.firstbell.domain.model.Unit;

/** Whom a proved token speaks for. */
public sealed interface Caller permits Admitted, Newcomer {
  /** For whom they speak. */
  Unit organisation();
}
