package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.invariants.Invariants;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Segment;
import uk.firstbell.domain.watch.Sweep;

/** The bank holiday weekend when nobody watches: the real stages, and the reconciliation alone. */
final class ReconciliationStoryTest {
  private static final Instant ALERT_AT = Instant.parse("2026-05-05T05:45:00Z");
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final Segment WHOLE = new Segment(0, 1);

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");

  @AfterEach
  void holds_every_invariant() {
    gateway.settle();
    assertThat(
            gateway.story().rows().stream()
                .map(stored -> stored.row())
                .filter(Head.class::isInstance)
                .map(Head.class::cast)
                .flatMap(head ->
                    new Invariants(gateway.story(), WorkPolicy.DEFAULT, LadderPolicy.DEFAULT)
                        .of(head.notification(), gateway.clock().instant()).stream()))
        .isEmpty();
  }

  @Test
  void takes_a_rung_that_the_watch_missed_and_confesses_it_first() {
    RowId row = waitingForItsAlert();
    gateway.clock().set(ALERT_AT.plus(GRACE));
    assertThat(reconciled()).isEqualTo(new Sweep(List.of(), List.of(), 0, false));

    gateway.clock().set(ALERT_AT.plus(GRACE).plusSeconds(1));
    Sweep sweep = reconciled();
    gateway.settle();

    assertThat(happenings(sweep)).containsExactly(Happening.FOUND_OVERDUE, Happening.RUNG_TAKEN);
    assertThat(sweep.taken()).extracting(Sweep.Taken::row).containsOnly(row);
    assertThat(entries(row, Happening.FOUND_OVERDUE))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.actor().id()).isEqualTo("reconciliation");
          assertThat(entry.facts())
              .containsEntry("due", ALERT_AT.toString())
              .containsEntry("overdueSeconds", "301");
        });
    assertThat(gateway.alerts().taken()).hasSize(3);
    assertThat(reconciled().taken()).isEmpty();
  }

  @Test
  void takes_what_is_overdue_once_between_it_and_the_watch() {
    RowId row = waitingForItsAlert();
    gateway.clock().set(ALERT_AT.plus(GRACE).plusSeconds(1));
    gateway.beforeWrites(1, () -> gateway.watch().sweep());

    Sweep sweep = reconciled();

    assertThat(sweep.taken()).isEmpty();
    assertThat(sweep.beaten()).isEqualTo(1);
    assertThat(entries(row, Happening.RUNG_TAKEN)).hasSize(1);
    assertThat(entries(row, Happening.FOUND_OVERDUE)).isEmpty();
  }

  @Test
  void leaves_to_the_watch_what_it_could_confess_and_not_take() {
    RowId row = waitingForItsAlert();
    gateway.clock().set(ALERT_AT.plus(GRACE).plusSeconds(1));
    var writes = new int[1];
    gateway.beforeWrites(
        2,
        () -> {
          writes[0]++;
          if (writes[0] == 2) {
            gateway.watch().sweep();
          }
        });

    Sweep sweep = reconciled();

    assertThat(happenings(sweep)).containsExactly(Happening.FOUND_OVERDUE);
    assertThat(sweep.beaten()).isEqualTo(1);
    assertThat(entries(row, Happening.RUNG_TAKEN)).hasSize(1);
  }

  @Test
  void climbs_all_that_was_missed_over_a_day_and_leaves_nothing_to_confess() {
    RowId row = waitingForItsAlert();
    gateway.clock().set(Instant.parse("2026-05-06T12:00:00Z"));

    Sweep sweep = reconciled();

    assertThat(happenings(sweep))
        .containsExactly(
            Happening.FOUND_OVERDUE,
            Happening.RUNG_TAKEN,
            Happening.RUNG_TAKEN,
            Happening.UNOPENED_AT_DEADLINE,
            Happening.RUNG_TAKEN,
            Happening.RUNG_TAKEN,
            Happening.BREACH_RECORDED);
    assertThat(entries(row, Happening.BREACH_RECORDED)).hasSize(1);
    assertThat(reconciled().taken()).isEmpty();
  }

  private RowId waitingForItsAlert() {
    NotificationId id = gateway.available();
    gateway.settle();
    return RowId.delivery(gateway.delivery(id));
  }

  private Sweep reconciled() {
    return gateway.reconciliation().reconcile(WHOLE);
  }

  private static Stream<Happening> happenings(Sweep sweep) {
    return sweep.taken().stream().map(taken -> taken.deed().happening());
  }

  private List<AuditEntry> entries(RowId row, Happening happening) {
    return gateway.story().entries().stream()
        .filter(entry -> entry.row().equals(row) && entry.happening() == happening)
        .toList();
  }
}
