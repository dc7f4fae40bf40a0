package uk.firstbell.domain.intake;

import java.util.List;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;

/** Reads a body's bytes and holds them against the schema of their message type. */
public interface ReportReader {
  /** Reads at most 65,536 bytes (V-DA-09); every fault of shape is found, not just the first. */
  Reading read(byte[] body);

  /**
   * What social care answered to a case, as it was stored.
   *
   * @throws IllegalArgumentException if it is no answer, which only a bug of ours can cause: what
   *     is stored was read before
   */
  Content.Group answer(byte[] stored);

  /** What the bytes turned out to be. */
  sealed interface Reading {
    /** Well-formed: every required field is there and has its shape. */
    record WellFormed(Content.Group content) implements Reading {}

    /** Not JSON at all, too long, or a name given twice: nothing in it can be pointed to. */
    record Unreadable(Fault fault) implements Reading {}

    /** JSON that breaks the schema. At least one fault, sorted by pointer. */
    record Misshapen(List<Fault> faults) implements Reading {
      public Misshapen {
        faults = faults.stream().sorted().toList();
      }
    }
  }
}
