package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import uk.firstbell.domain.audit.Deed;

/**
 * Decides about rows that others write too: reads, decides and writes anew as often as another
 * writer came between. An answer that takes long to come is none, so there is an end to it.
 */
public final class Attempts {
  private static final int TRIES_MAX = 5;

  private final Story story;

  public Attempts(Story story) {
    this.story = story;
  }

  /**
   * What came of the first attempt that no other writer came between.
   *
   * @param attempt reads, decides and writes; empty if what it read stood no longer
   * @param contended the answer if that is so of five, one after another
   */
  public <D> D decide(Supplier<Optional<D>> attempt, D contended) {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      Optional<D> decision = attempt.get();
      if (decision.isPresent()) {
        return decision.get();
      }
    }
    return contended;
  }

  /** Writes all of {@code changes}, and then is {@code done}; empty if another writer was first. */
  public <D> Optional<D> written(List<Change> changes, D done, Instant now) {
    return switch (story.write(now, changes)) {
      case Written.Done() -> Optional.of(done);
      case Written.Beaten _ -> Optional.empty();
    };
  }

  /** The delivery as it stands once it was changed; empty if another writer was first. */
  public Optional<Stored<Delivery>> replaced(
      Stored<Delivery> stored, Delivery becomes, Deed deed, Instant now) {
    return written(List.of(new Change.Replace(stored, becomes, deed)), becomes.delivery(), now)
        .flatMap(story::delivery);
  }
}
