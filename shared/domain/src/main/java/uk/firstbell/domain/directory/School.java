package uk.firstbell.domain.directory;

import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

/**
 * A school as Get Information about Schools lists it.
 *
 * @param localAuthority the authority that answers for its education safeguarding
 * @param statusCode GIAS establishment status; 1 (open) and 3 (open, proposed to close) are routed
 *     to
 */
public record School(Urn urn, String name, Unit localAuthority, int statusCode) {
  /** Whether a notice may go there (domain section 5.1, V-DA-04). */
  public boolean open() {
    return statusCode == 1 || statusCode == 3;
  }
}
