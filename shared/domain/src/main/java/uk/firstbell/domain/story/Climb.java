package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far up its ladder a delivery is.
 *
 * @param taken how many of the plan's rungs were taken, in their order
 * @param owed alerting rungs that were taken and whose alerts are not all handed over
 * @param answerAsked whether those who opened it were reminded to answer
 * @param deliveredAt when it was available and its readers alerted (R6)
 * @param late that it was not delivered in time (R7)
 * @param breach that nobody opened it in the time the ladder gives, or that it came too late (R10)
 */
public record Climb(
    int taken,
    List<Rung> owed,
    boolean answerAsked,
    Optional<Instant> deliveredAt,
    Optional<Late> late,
    Optional<Late> breach) {
  public Climb {
    owed = List.copyOf(owed);
  }

  /** Nothing was taken. A delivery planned too late is late and breached from its first moment. */
  public static Climb atFoot(Optional<Late> tooLate) {
    return new Climb(0, List.of(), false, Optional.empty(), tooLate, tooLate);
  }

  /** The same with one rung more taken. */
  Climb taking(Rung rung) {
    var nowOwed = new ArrayList<>(owed);
    if (rung.kind().alerting()) {
      nowOwed.add(rung);
    }
    return new Climb(taken + 1, nowOwed, answerAsked, deliveredAt, late, breach);
  }

  /** The same with one alert more to hand over, which is no rung of the plan. */
  Climb owing(Rung alert) {
    var nowOwed = new ArrayList<>(owed);
    nowOwed.add(alert);
    return new Climb(taken, nowOwed, answerAsked, deliveredAt, late, breach);
  }

  /** The same with those who opened it to be reminded. */
  Climb askingForAnswer(Rung reminder) {
    return new Climb(taken, List.of(reminder), true, deliveredAt, late, breach);
  }

  /** The same with alerts handed over, and only {@code left} still to be. */
  Climb handedOver(List<Rung> left, Optional<Instant> delivered) {
    return new Climb(taken, left, answerAsked, deliveredAt.or(() -> delivered), late, breach);
  }

  /** The same with nobody left to be alerted. */
  Climb quiet() {
    return handedOver(List.of(), Optional.empty());
  }

  /** The same, late unless it was so before: the first cause stands. */
  Climb late(Late since) {
    return new Climb(
        taken, owed, answerAsked, deliveredAt, late.or(() -> Optional.of(since)), breach);
  }

  /** The same, breached unless it was so before: there is no second breach. */
  Climb breached(Late since) {
    return new Climb(
        taken, owed, answerAsked, deliveredAt, late, breach.or(() -> Optional.of(since)));
  }
}
