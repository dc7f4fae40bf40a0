package uk.firstbell.cloud.template;

import java.util.List;
import java.util.Optional;

/**
 * A table, on demand.
 *
 * @param name its logical id
 * @param stream what its stream shows of a changed row; empty if it has no stream
 */
public record Table(String name, KeySchema key, List<Index> indexes, Optional<StreamView> stream) {
  /** What a stream shows of a changed row. */
  public enum StreamView {
    KEYS_ONLY,
    NEW_IMAGE,
    OLD_IMAGE,
    NEW_AND_OLD_IMAGES
  }

  public Table {
    indexes = List.copyOf(indexes);
  }
}
