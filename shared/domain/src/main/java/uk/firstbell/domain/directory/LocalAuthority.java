package uk.firstbell.domain.directory;

import uk.firstbell.domain.model.Unit;

/** A local authority, the fallback whenever a school's people cannot be reached. */
public record LocalAuthority(Unit unit, String name) {
  public LocalAuthority {
    if (unit.kind() != Unit.Kind.LA) {
      throw new IllegalArgumentException("a local authority's unit is of kind LA");
    }
  }
}
