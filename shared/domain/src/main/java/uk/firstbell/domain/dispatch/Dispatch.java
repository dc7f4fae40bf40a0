package uk.firstbell.domain.dispatch;

import static uk.firstbell.domain.directory.Role.DEPUTY_DSL;
import static uk.firstbell.domain.directory.Role.DSL;

import java.time.InstantSource;
import java.util.Set;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.story.Story;

/** Acts on one delivery: seals its copies, or hands over its alerts, whichever it stands at. */
public final class Dispatch {
  static final Actor DISPATCH = Actor.gateway("dispatch");
  static final Set<Role> READERS = Set.of(DSL, DEPUTY_DSL);

  private final Story story;
  private final Release release;
  private final Alerting alerting;
  private final InstantSource time;

  public Dispatch(Story story, Release release, Alerting alerting, InstantSource time) {
    this.story = story;
    this.release = release;
    this.alerting = alerting;
    this.time = time;
  }

  /** Does what {@code id} is waiting for, from wherever an earlier attempt left it. */
  public DispatchDecision act(DeliveryId id) {
    var now = time.instant();
    var found = story.delivery(id);
    if (found.isEmpty()) {
      return new DispatchDecision.NothingThere();
    }
    return switch (found.get().row().state()) {
      case PLANNED -> release.seal(found.get(), now);
      case ALERTING -> alerting.alert(found.get(), now);
      case AVAILABLE, ALERTED, OVERDUE, OPENED, ACKNOWLEDGED, RETURNED ->
          new DispatchDecision.NothingToDo();
    };
  }
}
