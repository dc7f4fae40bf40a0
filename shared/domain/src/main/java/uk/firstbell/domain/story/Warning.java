package uk.firstbell.domain.story;

import java.time.Instant;
import uk.firstbell.domain.model.PersonId;

/**
 * One mail to one person that a device's certificate ends; it is its own claim, so that nobody is
 * sent the same twice.
 *
 * @param expiry the device's
 * @param end which of its certificates' ends
 * @param days before that end, and 0 at it
 */
public record Warning(RowId expiry, Instant end, int days, PersonId to, Alert.Progress progress)
    implements Row {
  @Override
  public RowId id() {
    return RowId.warning(expiry, end, days, to);
  }

  /** The same, further on. */
  public Warning now(Alert.Progress further) {
    return new Warning(expiry, end, days, to, further);
  }
}
