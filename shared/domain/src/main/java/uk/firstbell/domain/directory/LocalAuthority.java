package uk.firstbell.domain.directory;

import java.util.Optional;
import uk.firstbell.domain.model.Unit;

/**
 * A local authority, the fallback whenever a school's people cannot be reached.
 *
 * @param guidance what it tells the readers of its schools, if it has published any
 */
public record LocalAuthority(Unit unit, String name, Optional<Guidance> guidance) {
  public LocalAuthority {
    if (unit.kind() != Unit.Kind.LA) {
      throw new IllegalArgumentException("a local authority's unit is of kind LA");
    }
  }
}
