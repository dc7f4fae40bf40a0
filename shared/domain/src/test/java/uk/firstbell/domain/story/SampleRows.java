package uk.firstbell.domain.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.ClientMessageId;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/** Rows of the bank holiday weekend: accepted Friday 10:40pm, owed by Tuesday 8:30am. */
public final class SampleRows {
  public static final Instant ACCEPTED = Instant.parse("2026-05-01T21:40:00Z");
  public static final Instant ALERT_AT = Instant.parse("2026-05-05T05:45:00Z");
  public static final Instant DELIVER_BY = Instant.parse("2026-05-05T07:30:00Z");
  public static final Instant OPEN_BY = Instant.parse("2026-05-05T07:50:00Z");
  public static final NotificationId NOTIFICATION =
      new NotificationId("019de5a6-e000-7000-8000-000000000001");
  public static final DeliveryId DELIVERY =
      new DeliveryId(NOTIFICATION, new Unit(Unit.Kind.SCHOOL, "102345"));

  private SampleRows() {}

  public static Head anAcceptedHead() {
    return new Head(
        NOTIFICATION,
        new ForceCode("WXC"),
        new ClientMessageId("sample-1"),
        "Encompass Desk",
        "DA_ENCOMPASS",
        1,
        Optional.empty(),
        false,
        ACCEPTED,
        ACCEPTED,
        "reference",
        List.of("subject"),
        Head.State.ACCEPTED,
        Optional.empty(),
        List.of(),
        Optional.of(Stage.ROUTING),
        Optional.of(ACCEPTED.plusSeconds(300)));
  }

  public static Delivery aPlannedDelivery() {
    return Delivery.planned(DELIVERY, aPlan(), List.of(), ACCEPTED.plusSeconds(300));
  }

  /** Its ladder from the release alert to the breach. */
  public static DeliveryPlan aPlan() {
    return new DeliveryPlan(
        DELIVERY.unit(),
        new Unit(Unit.Kind.LA, "999"),
        new Unit(Unit.Kind.FORCE, "WXC"),
        new Deadline(DELIVER_BY, OPEN_BY, "R3", "because"),
        new PlannedAlert(ALERT_AT, false, "because"),
        Instant.parse("2026-05-05T14:15:00Z"),
        List.of(
            new Rung(Rung.Kind.RELEASE, ALERT_AT),
            new Rung(Rung.Kind.REMINDER, DELIVER_BY.minusSeconds(3_600)),
            new Rung(Rung.Kind.UNOPENED, DELIVER_BY),
            new Rung(Rung.Kind.SWITCHBOARD, DELIVER_BY.plusSeconds(1_800)),
            new Rung(Rung.Kind.LEADS, DELIVER_BY.plusSeconds(3_600)),
            new Rung(Rung.Kind.BREACH, DELIVER_BY.plusSeconds(12_600))),
        Optional.empty(),
        Optional.empty(),
        "DSL/1",
        List.of(0),
        Role.SCHOOL_READERS,
        List.of(new PlannedReader(new PersonId("larkfield-dsl"), Role.DSL)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
