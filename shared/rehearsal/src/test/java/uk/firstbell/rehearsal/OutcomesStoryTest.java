package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.exchange.ExchangeDecision.NotThere;
import uk.firstbell.domain.exchange.ExchangeDecision.Told;
import uk.firstbell.domain.exchange.Heard;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.ReaderOutcome;

/** What the force that sent a report is told of what became of it. */
final class OutcomesStoryTest {
  private static final String DSL = "larkfield-dsl";

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final NotificationId id = gateway.accepted();
  private final SenderKey key =
      gateway.directory().senderKey(gateway.scene().publish().keyId()).orElseThrow();
  private final DeliveryId school = school();

  @AfterEach
  void holds_every_invariant() {
    assertThat(gateway.breaches()).isEmpty();
  }

  @Test
  void the_force_is_told_that_a_school_opened_it_and_that_the_child_is_absent() {
    assertThat(heard())
        .contains(new Heard(school.unit(), Delivery.State.AVAILABLE, none(), none()));

    opens();
    answers(ReaderOutcome.CHILD_ABSENT);

    assertThat(heard())
        .contains(
            new Heard(
                school.unit(),
                Delivery.State.ACKNOWLEDGED,
                Optional.of(gateway.clock().instant()),
                Optional.of(ReaderOutcome.CHILD_ABSENT)));
  }

  @Test
  void the_force_is_told_that_a_school_sent_it_back() {
    opens();
    answers(ReaderOutcome.WRONG_SCHOOL);

    assertThat(heard())
        .anySatisfy(told -> {
          assertThat(told.state()).isEqualTo(Delivery.State.RETURNED);
          assertThat(told.outcome()).contains(ReaderOutcome.WRONG_SCHOOL);
        });
  }

  @Test
  void each_look_is_in_the_trail() {
    heard();
    heard();

    assertThat(gateway.story().trail(id).orElseThrow().entries())
        .extracting(entry -> entry.happening())
        .filteredOn(Happening.OUTCOMES_READ::equals)
        .hasSize(2);
  }

  @Test
  void a_key_of_another_force_unit_or_type_is_told_that_there_is_nothing() {
    var exchange = gateway.exchange();

    assertThat(exchange.told(with(new ForceCode("999"), key.units(), key.messageTypes()), id))
        .isEqualTo(new NotThere());
    assertThat(exchange.told(with(key.force(), Set.of("elsewhere"), key.messageTypes()), id))
        .isEqualTo(new NotThere());
    assertThat(exchange.told(with(key.force(), key.units(), Set.of("OCSAE_CSC")), id))
        .isEqualTo(new NotThere());
    assertThat(exchange.told(with(key.force(), key.units(), key.messageTypes()), id))
        .isInstanceOf(Told.class);
  }

  private SenderKey with(ForceCode force, Set<String> units, Set<String> types) {
    return new SenderKey(
        key.keyId(),
        force,
        key.algorithm(),
        key.publicKey(),
        units,
        types,
        key.notBefore(),
        key.notAfter());
  }

  private DeliveryId school() {
    gateway.settle();
    return gateway.delivery(id);
  }

  private List<Heard> heard() {
    return ((Told) gateway.exchange().told(key, id)).heard();
  }

  private void opens() {
    gateway.opens(DSL, school);
  }

  private void answers(ReaderOutcome outcome) {
    gateway.receipt().acknowledge(who(), school, outcome);
  }

  private Admitted who() {
    return gateway.admitted(DSL);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
