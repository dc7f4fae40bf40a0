package uk.firstbell.domain.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import uk.firstbell.domain.calendar.DutyRules;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.PlannedReader;

/** Who may read a delivery, and who may be alerted about it, as the directory has it now. */
final class Readership {
  private final Directory directory;
  private final TimingPolicy timing;

  Readership(Directory directory, TimingPolicy timing) {
    this.directory = directory;
    this.timing = timing;
  }

  /** The unit's people who can read now and are no party, in the order of their ids. */
  List<Reader> readers(DeliveryPlan plan, Instant now) {
    return readable(plan, rolesAt(plan, now), now);
  }

  /**
   * The same, on duty or not: as whoever has a copy may fetch it at any hour, so what they ask
   * about it is judged.
   */
  List<Reader> readersAtAnyHour(DeliveryPlan plan, Instant now) {
    return readable(plan, plan.roles(), now);
  }

  private List<Reader> readable(DeliveryPlan plan, Set<Role> roles, Instant now) {
    return directory.readers(plan.unit(), roles, now).stream()
        .filter(reader -> plan.readableBy(reader.person().id(), reader.person().roles()))
        .toList();
  }

  /** At children's social care, only whoever is on duty, unless its sender named people. */
  private Set<Role> rolesAt(DeliveryPlan plan, Instant now) {
    if (plan.unit().kind() != Unit.Kind.CSC || !plan.named().isEmpty()) {
      return plan.roles();
    }
    return Role.onDuty(DutyRules.hubOnDuty(directory.officeDays(), now, timing));
  }

  /** Those planned as contacts who still are, for any of {@code roles}. */
  List<Person> contacts(DeliveryPlan plan, Set<Role> roles) {
    Set<PersonId> planned =
        plan.contacts().stream()
            .map(PlannedReader::person)
            .filter(person -> !plan.barred().contains(person))
            .collect(Collectors.toSet());
    return directory.people(plan.unit(), roles).stream()
        .filter(person -> planned.contains(person.id()))
        .toList();
  }

  /** How a plan names those readers: each by the first of the plan's roles they hold. */
  static List<PlannedReader> named(DeliveryPlan plan, List<Reader> readers) {
    return readers.stream()
        .map(Reader::person)
        .map(person -> PlannedReader.of(person, plan.roles()))
        .toList();
  }
}
