package uk.firstbell.memory;

import java.util.List;
import uk.firstbell.domain.dispatch.Alerts;
import uk.firstbell.testkit.contract.AlertsContract;

final class MemoryAlertsContractTest extends AlertsContract {
  private final MemoryAlerts alerts = new MemoryAlerts();

  @Override
  protected Alerts alerts() {
    return alerts;
  }

  @Override
  protected Alerts alertsRefusing(String address) {
    alerts.refuse(address);
    return alerts;
  }

  @Override
  protected List<Alerts.Alert> takenFor(String address) {
    return alerts.taken().stream()
        .filter(mail -> mail.address().equals(address))
        .map(MemoryAlerts.Mail::alert)
        .toList();
  }
}
