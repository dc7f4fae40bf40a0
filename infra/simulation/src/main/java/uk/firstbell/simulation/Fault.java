package uk.firstbell.simulation;

/** One call that fails, in one way. */
public record Fault(Touch touch, Way way) {
  @Override
  public String toString() {
    return "call " + touch.number() + " " + touch.what() + " " + way;
  }
}
