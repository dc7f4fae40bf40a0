package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.model.Unit;

/**
 * The clock of a case, fixed when routing started it (domain section 8.7).
 *
 * @param lead the social care that answers
 * @param force whose case it is
 * @param identifiedAt when police identified the children it names
 * @param startedAt when the clock started: then, or for earlier children of the series, without
 *     contact yet, before
 * @param contactDueAt by when there is to be contact; in time at that very moment
 * @param confirmBy until when a conversation recorded in time may be confirmed, that moment
 *     included
 * @param rungs the ladder, in order of time
 * @param breach that it was due before it was accepted, or that the revision before was breached
 */
public record CasePlan(
    Unit lead,
    Unit force,
    Instant identifiedAt,
    Instant startedAt,
    Instant contactDueAt,
    Instant confirmBy,
    List<CaseRung> rungs,
    Optional<CaseBreach> breach) {
  public CasePlan {
    rungs = List.copyOf(rungs);
  }
}
