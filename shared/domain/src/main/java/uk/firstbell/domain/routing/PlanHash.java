package uk.firstbell.domain.routing;

import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.domain.story.CasePlan;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedAlert;

/** A plan's fingerprint, which the trail keeps: no part of a frozen plan changes unseen. */
final class PlanHash {
  private final Fields fields = new Fields("firstbell.plan.v2");

  private PlanHash() {}

  /** SHA-256 over every field of it, in lower-case hex. */
  static String of(Plan plan) {
    return new PlanHash().add(plan).fields.sha256();
  }

  private PlanHash add(Plan plan) {
    fields.add(plan.unplaced()).add(plan.held()).add(plan.untold());
    fields.count(plan.deliveries().size());
    plan.deliveries().forEach(this::add);
    fields.count(plan.casefile().isPresent() ? 1 : 0);
    plan.casefile().ifPresent(this::add);
    return this;
  }

  private void add(CasePlan clock) {
    fields
        .add(clock.lead())
        .add(clock.force())
        .add(clock.identifiedAt())
        .add(clock.startedAt())
        .add(clock.contactDueAt())
        .add(clock.confirmBy());
    add(clock.rungs());
    add(clock.breach());
  }

  private void add(DeliveryPlan delivery) {
    fields.add(delivery.unit()).add(delivery.fallback()).add(delivery.force());
    add(delivery.deadline());
    add(delivery.alert());
    fields.add(delivery.dayEndsAt()).add(delivery.profile());
    add(delivery.tooLate());
    add(delivery.senderCause());
    add(delivery.rungs());
    add(delivery.children());
    add(delivery.roles().stream().sorted().toList());
    add(delivery.readers());
    add(delivery.contacts());
    add(delivery.named());
    add(delivery.barred());
    add(delivery.defects());
  }

  private void add(Deadline deadline) {
    fields
        .add(deadline.deliverBy())
        .add(deadline.openBy())
        .add(deadline.ruleId())
        .add(deadline.explanation());
  }

  private void add(PlannedAlert alert) {
    fields.add(alert.at()).add(alert.pupilsNotIn()).add(alert.why());
  }

  private void add(Optional<?> field) {
    add(field.stream().toList());
  }

  /** Each as it is written, which states all there is to it. */
  private void add(List<?> list) {
    fields.count(list.size());
    list.forEach(fields::add);
  }
}
