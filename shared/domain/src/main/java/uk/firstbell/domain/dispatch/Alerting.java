package uk.firstbell.domain.dispatch;

import static uk.firstbell.domain.dispatch.Dispatch.DISPATCH;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.dispatch.DispatchDecision.Alerted;
import uk.firstbell.domain.dispatch.DispatchDecision.AlertsPending;
import uk.firstbell.domain.dispatch.DispatchDecision.Contended;
import uk.firstbell.domain.dispatch.DispatchDecision.NothingToDo;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Copy.Alert;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;

/**
 * Hands over one alert for each copy: claimed, sent, and the outcome written. A mail service has no
 * idempotency token, so a claim that lapsed without an outcome is sent again and says so.
 */
public final class Alerting {
  /**
   * A reader may fetch while their alert goes out; the outcome is then written over the newer row.
   */
  private static final int OUTCOME_WRITES_MAX = 5;

  private final Story story;
  private final Directory directory;
  private final Alerts alerts;
  private final URI portal;
  private final WorkPolicy work;

  public Alerting(Story story, Directory directory, Alerts alerts, URI portal, WorkPolicy work) {
    this.story = story;
    this.directory = directory;
    this.alerts = alerts;
    this.portal = portal;
    this.work = work;
  }

  DispatchDecision alert(Stored<Delivery> delivery, Instant now) {
    int pending = 0;
    for (var copy : story.copies(delivery.row().delivery())) {
      if (overtaken(delivery.row())) {
        return new NothingToDo();
      }
      if (!alerted(copy, delivery.row(), now)) {
        pending++;
      }
    }
    return pending == 0 ? close(delivery, now) : new AlertsPending(pending);
  }

  /** Once anyone named has opened it, nobody else is troubled. */
  private boolean overtaken(Delivery delivery) {
    return story
        .delivery(delivery.delivery())
        .filter(stored -> stored.row().state() == Delivery.State.ALERTING)
        .isEmpty();
  }

  /** Whether the copy's alert has an outcome. */
  private boolean alerted(Stored<Copy> copy, Delivery delivery, Instant now) {
    return switch (copy.row().alert()) {
      case Alert.Sent _, Alert.Refused _ -> true;
      case Alert.Unsent() -> claimed(copy, 1, now).map(c -> send(c, delivery, now)).isPresent();
      case Alert.Claimed(var attempt, var until) ->
          !until.isAfter(now)
              && claimed(copy, attempt + 1, now).map(c -> send(c, delivery, now)).isPresent();
    };
  }

  /** The copy as claimed; empty if another worker has it. */
  private Optional<Stored<Copy>> claimed(Stored<Copy> copy, int attempt, Instant now) {
    Copy claim = copy.row().alert(new Alert.Claimed(attempt, now.plus(work.lease())));
    var deed =
        Deed.of(DISPATCH, Action.ALTERED, Happening.ALERT_CLAIMED)
            .with("reader", claim.reader())
            .with("attempt", attempt)
            .with("possiblyRepeated", attempt > 1);
    return switch (story.write(now, List.of(new Change.Replace(copy, claim, deed)))) {
      case Written.Done() -> story.copy(claim.delivery(), claim.reader());
      case Written.Beaten _ -> Optional.empty();
    };
  }

  private Alert send(Stored<Copy> claimed, Delivery delivery, Instant now) {
    Copy copy = claimed.row();
    var handover =
        directory
            .person(copy.reader())
            .map(Person::email)
            .map(address ->
                alerts.send(address, AlertText.of(portal, delivery.plan().pupilsNotIn())))
            .orElse(Alerts.Handover.REFUSED);
    int attempt = copy.alert() instanceof Alert.Claimed(var number, _) ? number : 1;
    return switch (handover) {
      case TAKEN ->
          outcome(claimed, new Alert.Sent(attempt, now), Happening.ALERT_SENT, attempt, now);
      case REFUSED ->
          outcome(claimed, new Alert.Refused(attempt, now), Happening.ALERT_REFUSED, attempt, now);
    };
  }

  private Alert outcome(
      Stored<Copy> claimed, Alert said, Happening happening, int attempt, Instant now) {
    var deed =
        Deed.of(DISPATCH, Action.ALERTED, happening)
            .with("reader", claimed.row().reader())
            .with("attempt", attempt)
            .with("possiblyRepeated", attempt > 1);
    Stored<Copy> standing = claimed;
    for (int write = 0; write < OUTCOME_WRITES_MAX; write++) {
      var change = new Change.Replace(standing, standing.row().alert(said), deed);
      if (story.write(now, List.of(change)) instanceof Written.Done) {
        return said;
      }
      standing = story.copy(claimed.row().delivery(), claimed.row().reader()).orElseThrow();
      if (standing.row().alert() instanceof Alert.Sent) {
        return said; // This very write happened, and its answer was lost.
      }
    }
    throw new IllegalStateException("an alert's outcome was beaten too often");
  }

  private DispatchDecision close(Stored<Delivery> stored, Instant now) {
    Delivery delivery = stored.row();
    var copies = story.copies(delivery.delivery());
    int refused =
        Math.toIntExact(
            copies.stream().filter(copy -> copy.row().alert() instanceof Alert.Refused).count());
    int sent = copies.size() - refused;
    var deed =
        Deed.of(DISPATCH, Action.ALERTED, Happening.ALERTS_DONE)
            .with("sent", sent)
            .with("refused", refused);
    var change =
        new Change.Replace(stored, delivery.alerted(delivery.plan().deadline().deliverBy()), deed);
    return switch (story.write(now, List.of(change))) {
      case Written.Done() -> new Alerted(sent, refused);
      case Written.Beaten _ -> new Contended();
    };
  }
}
