package uk.firstbell.domain.model;

/** One notification's delivery to one unit. */
public record DeliveryId(NotificationId notification, Unit unit) {
  @Override
  public String toString() {
    return notification + "/" + unit;
  }
}
