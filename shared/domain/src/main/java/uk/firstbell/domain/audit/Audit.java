package uk.firstbell.domain.audit;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Access;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;

/**
 * Tells an auditor, within their scope, what happened to a notification; and records that it did.
 */
public final class Audit {
  /** How often a look is tried again over another look. */
  private static final int TRIES_MAX = 5;

  private final Story story;
  private final InstantSource time;

  public Audit(Story story, InstantSource time) {
    this.story = story;
    this.time = time;
  }

  /** The look is recorded before anything is told: nobody looks unseen. */
  public AuditAnswer trail(Admitted who, NotificationId id) {
    if (!mayAsk(who, id)) {
      return new AuditAnswer.NotThere();
    }
    Instant now = time.instant();
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      if (story.write(now, List.of(look(who, id))) instanceof Written.Done) {
        return told(id);
      }
    }
    return new AuditAnswer.Contended();
  }

  private boolean mayAsk(Admitted who, NotificationId id) {
    return who.roles().contains(Role.AUDITOR)
        && story
            .head(id)
            .filter(head -> Unit.force(head.row().force()).equals(who.scope()))
            .isPresent();
  }

  private Change look(Admitted who, NotificationId id) {
    var deed =
        Deed.of(
            Actor.person(who.person().value(), who.organisation()),
            Action.CONSULTED,
            Happening.TRAIL_READ);
    var access = new Access(id);
    return story
        .access(id)
        .<Change>map(seen -> new Change.Replace(seen, access, deed))
        .orElseGet(() -> new Change.Create(access, deed));
  }

  private AuditAnswer told(NotificationId id) {
    Trail trail =
        story
            .trail(id)
            .orElseThrow(
                () -> new IllegalStateException("a notification that was looked at is gone"));
    var inOrder =
        trail.entries().stream()
            .sorted(
                comparing(AuditEntry::at)
                    .thenComparing(AuditEntry::row)
                    .thenComparing(comparingLong(AuditEntry::version)))
            .toList();
    return new AuditAnswer.Told(inOrder, Verifier.verify(trail));
  }
}
