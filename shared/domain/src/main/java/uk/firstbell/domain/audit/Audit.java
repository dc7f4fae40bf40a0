package uk.firstbell.domain.audit;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Access;
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Looks;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/**
 * Tells an auditor, within their scope, what happened to a notification; and records that it did.
 */
public final class Audit {
  private final Story story;
  private final Attempts attempts;
  private final InstantSource time;

  public Audit(Story story, InstantSource time) {
    this.story = story;
    this.attempts = new Attempts(story);
    this.time = time;
  }

  /** The look is recorded before anything is told: nobody looks unseen. */
  public AuditAnswer trail(Admitted who, NotificationId id) {
    return mayAsk(who, id)
        ? told(() -> look(who, id), () -> story.trail(id).orElseThrow(Audit::gone))
        : new AuditAnswer.NotThere();
  }

  /**
   * What became of one device, from the wish for it on. A force's own are for its own auditors; of
   * all others a force's auditor may ask, for its notices can go to any.
   */
  public AuditAnswer device(Admitted who, Unit organisation, PersonId person, String device) {
    boolean may =
        who.roles().contains(Role.AUDITOR)
            && (organisation.kind() != Unit.Kind.FORCE || organisation.equals(who.scope()))
            && story.deviceTrail(organisation, person, device).isPresent();
    return may
        ? told(
            () -> look(who, RowId.looksAt(organisation, person, device)),
            () -> story.deviceTrail(organisation, person, device).orElseThrow(Audit::gone))
        : new AuditAnswer.NotThere();
  }

  /** Which releases of the page were handed out, and since when; the same for every auditor. */
  public AuditAnswer releases(Admitted who) {
    return who.roles().contains(Role.AUDITOR)
        ? told(() -> look(who, RowId.looksAtReleases()), story::releaseTrail)
        : new AuditAnswer.NotThere();
  }

  private AuditAnswer told(Supplier<Change> look, Supplier<Trail> trail) {
    Instant now = time.instant();
    return attempts.<AuditAnswer>decide(
        () -> attempts.written(List.of(look.get()), true, now).map(_ -> told(trail.get())),
        new AuditAnswer.Contended());
  }

  private boolean mayAsk(Admitted who, NotificationId id) {
    return who.roles().contains(Role.AUDITOR)
        && story
            .head(id)
            .filter(head -> Unit.force(head.row().force()).equals(who.scope()))
            .isPresent();
  }

  private Change look(Admitted who, NotificationId id) {
    return look(new Access(id), story.access(id), who);
  }

  private Change look(Admitted who, RowId id) {
    return look(new Looks(id), story.looks(id), who);
  }

  private static Change look(Row counts, Optional<? extends Stored<?>> before, Admitted who) {
    var deed =
        Deed.of(
            Actor.person(who.person().value(), who.organisation()),
            Action.CONSULTED,
            Happening.TRAIL_READ);
    return before
        .<Change>map(seen -> new Change.Replace(seen, counts, deed))
        .orElseGet(() -> new Change.Create(counts, deed));
  }

  private static IllegalStateException gone() {
    return new IllegalStateException("what was looked at is gone");
  }

  private static AuditAnswer told(Trail trail) {
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
