package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import uk.firstbell.domain.dispatch.Alerts.Alert;
import uk.firstbell.domain.dispatch.Alerts.Handover;
import uk.firstbell.memory.MemoryAlerts.Mail;
import uk.firstbell.memory.MemoryAlerts.OutageException;

final class MemoryAlertsTest {
  private static final Alert ALERT = new Alert("A notice is waiting", "Please sign in.");
  private static final Mail MAIL = new Mail("dsl@larkfield.example", ALERT);

  private final MemoryAlerts alerts = new MemoryAlerts();

  @Test
  void fails_once_without_the_mail_when_the_request_is_lost() {
    alerts.failNextBeforeTaking();

    assertThatThrownBy(() -> alerts.send(MAIL.address(), ALERT))
        .isInstanceOf(OutageException.class);
    assertThat(alerts.taken()).isEmpty();

    assertThat(alerts.send(MAIL.address(), ALERT)).isEqualTo(Handover.TAKEN);
    assertThat(alerts.taken()).containsExactly(MAIL);
  }

  @Test
  void fails_once_with_the_mail_when_the_reply_is_lost() {
    alerts.failNextAfterTaking();

    assertThatThrownBy(() -> alerts.send(MAIL.address(), ALERT))
        .isInstanceOf(OutageException.class);
    assertThat(alerts.taken()).containsExactly(MAIL);

    assertThat(alerts.send(MAIL.address(), ALERT)).isEqualTo(Handover.TAKEN);
    assertThat(alerts.taken()).containsExactly(MAIL, MAIL);
  }
}
