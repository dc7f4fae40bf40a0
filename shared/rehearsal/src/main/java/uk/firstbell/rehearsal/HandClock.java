package uk.firstbell.rehearsal;

import java.time.Instant;
import java.time.InstantSource;

/** Time that moves when it is told to. */
public final class HandClock implements InstantSource {
  private volatile Instant now;

  public HandClock(Instant now) {
    this.now = now;
  }

  public void set(Instant moment) {
    now = moment;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
