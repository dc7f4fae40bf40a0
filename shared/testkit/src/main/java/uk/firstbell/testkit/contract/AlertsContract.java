package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.dispatch.Alerts;
import uk.firstbell.domain.dispatch.Alerts.Alert;
import uk.firstbell.domain.dispatch.Alerts.Handover;

/** What every {@link Alerts} does, whatever carries its mails. */
public abstract class AlertsContract {
  private static final Alert ALERT = new Alert("A notice is waiting", "Sign in to read it.\n");

  /** Alerts by a mail service that is well. */
  protected abstract Alerts alerts();

  /** Alerts by a mail service that will never take one to {@code address}. */
  protected abstract Alerts alertsRefusing(String address);

  /** What was taken for {@code address}, oldest first. */
  protected abstract List<Alert> takenFor(String address);

  @Test
  void hands_a_mail_over_as_it_is_and_to_that_address_alone() {
    assertThat(alerts().send("one@larkfield.example", ALERT)).isEqualTo(Handover.TAKEN);

    assertThat(takenFor("one@larkfield.example")).containsExactly(ALERT);
    assertThat(takenFor("other@larkfield.example")).isEmpty();
  }

  @Test
  void sends_twice_what_is_handed_over_twice() {
    alerts().send("twice@larkfield.example", ALERT);
    alerts().send("twice@larkfield.example", ALERT);

    assertThat(takenFor("twice@larkfield.example")).containsExactly(ALERT, ALERT);
  }

  @Test
  void says_that_a_mail_will_never_be_taken_and_takes_it_nowhere() {
    assertThat(alertsRefusing("gone@larkfield.example").send("gone@larkfield.example", ALERT))
        .isEqualTo(Handover.REFUSED);
    assertThat(takenFor("gone@larkfield.example")).isEmpty();

    assertThat(alerts().send("here@larkfield.example", ALERT)).isEqualTo(Handover.TAKEN);
    assertThat(takenFor("here@larkfield.example")).containsExactly(ALERT);
  }
}
