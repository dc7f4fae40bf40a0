package uk.firstbell.rehearsal;

import java.util.function.BooleanSupplier;
import uk.firstbell.memory.MemoryAlerts;

/** What lies around the stages of a rehearsal: between them and their ports, and their callers. */
public interface Surroundings {
  /** Every call arrives; a message that fails for the mail service is left to the watch. */
  Surroundings QUIET =
      new Surroundings() {
        @Override
        public <P> P port(Class<P> port, P real) {
          return real;
        }

        @Override
        public void during(Occasion occasion, BooleanSupplier act) {
          try {
            var _ = act.getAsBoolean();
          } catch (MemoryAlerts.OutageException left) {
            // The claim lapses, and the watch asks again.
          }
        }
      };

  /** On whose account the gateway acts. */
  enum Occasion {
    /** Somebody outside asked for something. */
    REQUEST,
    /** The stream tells the queues what waits. */
    RELAY,
    /** A queue hands a message to its stage. */
    MESSAGE,
    /** The watch looks round. */
    SWEEP
  }

  /** {@code real}, or what the stages get to see in its place. */
  <P> P port(Class<P> port, P real);

  /**
   * Does {@code act}, as often as whoever asks for it would.
   *
   * @param act answers whether it is done with; it may fail by an exception, and be done again
   */
  void during(Occasion occasion, BooleanSupplier act);
}
