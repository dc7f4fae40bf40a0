package uk.firstbell.domain.exchange;

import java.time.Instant;
import java.util.Optional;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Answer;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Opening;
import uk.firstbell.domain.story.ReaderOutcome;

/**
 * What came back from one unit that was told (F51, F52). Nothing of what anybody wrote, and not who
 * of the unit it was.
 *
 * @param state how far its notice got
 * @param openedAt when it was first proved to be opened
 * @param outcome what the unit says it did
 */
public record Heard(
    Unit unit, Delivery.State state, Optional<Instant> openedAt, Optional<ReaderOutcome> outcome) {
  static Heard from(Delivery delivery) {
    return new Heard(
        delivery.plan().unit(),
        delivery.state(),
        delivery.opening().map(Opening::at),
        delivery.answer().map(Answer::outcome));
  }

  /** Of a unit whose notice is planned and does not exist yet. */
  static Heard nothingFrom(Unit unit) {
    return new Heard(unit, Delivery.State.PLANNED, Optional.empty(), Optional.empty());
  }
}
