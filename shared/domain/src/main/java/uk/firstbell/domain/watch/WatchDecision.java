package uk.firstbell.domain.watch;

import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.story.Watched;

/** What the watch makes of a row. */
public sealed interface WatchDecision {
  /** Its time has not come, or has passed for good. */
  record NotYet() implements WatchDecision {}

  /** It is due: the row becomes this, and the trail says so. */
  record Take(Watched becomes, Deed deed) implements WatchDecision {}
}
