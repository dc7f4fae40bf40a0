package uk.firstbell.cloud.template;

import java.util.List;

/**
 * A global secondary index.
 *
 * @param name as queries name it
 * @param key a row is in the index only while it has each of these attributes
 * @param projection how much of a row it holds
 * @param included the attributes it holds besides keys; empty unless {@link Projection#INCLUDE}
 */
public record Index(String name, KeySchema key, Projection projection, List<String> included) {
  /** How much of a row an index holds. */
  public enum Projection {
    ALL,
    KEYS_ONLY,
    INCLUDE
  }

  public Index {
    included = List.copyOf(included);
  }
}
