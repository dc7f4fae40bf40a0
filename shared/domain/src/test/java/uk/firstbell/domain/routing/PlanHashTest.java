package uk.firstbell.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.CaseBreach;
import uk.firstbell.domain.story.CasePlan;
import uk.firstbell.domain.story.CaseRung;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Late;
import uk.firstbell.domain.story.LateCause;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedAlert;
import uk.firstbell.domain.story.PlannedReader;
import uk.firstbell.domain.story.Rung;

/** Changes a plan in every place that it has: what the records are made of says which they are. */
final class PlanHashTest {
  private static final Instant NOW = Instant.parse("2026-05-01T21:40:00Z");
  private static final Unit SCHOOL = new Unit(Unit.Kind.SCHOOL, "102345");
  private static final Unit FORCE = new Unit(Unit.Kind.FORCE, "WXC");

  @Test
  void gives_equal_plans_equal_hashes() {
    assertThat(PlanHash.of(aFullPlan())).isEqualTo(PlanHash.of(aFullPlan()));
  }

  @Test
  void gives_a_plan_that_differs_anywhere_a_hash_of_its_own() {
    Map<String, Object> changed = changed("plan", aFullPlan());
    assertThat(changed.keySet())
        .contains(
            "plan.casefile.identifiedAt",
            "plan.casefile.confirmBy",
            "plan.casefile.breach.recordedAt",
            "plan.deliveries[0].deadline.openBy",
            "plan.deliveries[0].tooLate.at");

    var placeOf = new LinkedHashMap<String, String>();
    placeOf.put(PlanHash.of(aFullPlan()), "nowhere");
    changed.forEach((place, plan) ->
        assertThat(placeOf.put(PlanHash.of((Plan) plan), place)).as(place).isNull());
  }

  /** Everything there can be to a plan is there, so that everything can be changed. */
  private static Plan aFullPlan() {
    var late = new Late(LateCause.SYSTEM, NOW);
    var reader = new PlannedReader(new PersonId("dsl"), Role.DSL);
    var delivery =
        new DeliveryPlan(
            SCHOOL,
            new Unit(Unit.Kind.LA, "999"),
            FORCE,
            new Deadline(NOW, NOW, "R3", "because"),
            new PlannedAlert(NOW, false, "because"),
            NOW,
            List.of(new Rung(Rung.Kind.RELEASE, NOW)),
            Optional.of(late),
            Optional.of(LateCause.SYSTEM),
            "DSL/1",
            List.of(0),
            Set.of(Role.DSL, Role.DEPUTY_DSL),
            List.of(reader),
            List.of(new PlannedReader(new PersonId("on-call"), Role.ON_CALL)),
            List.of(new PersonId("named")),
            List.of(new PersonId("barred")),
            List.of(DeliveryPlan.Defect.NO_DSL));
    var clock =
        new CasePlan(
            new Unit(Unit.Kind.CSC, "999"),
            FORCE,
            NOW,
            NOW,
            NOW,
            NOW,
            List.of(new CaseRung(CaseRung.Kind.SENT, NOW)),
            Optional.of(new CaseBreach(CaseBreach.Cause.SYSTEM, NOW, NOW)));
    return new Plan(List.of(delivery), 0, 0, 0, Optional.of(clock));
  }

  /** The same value changed in one place each, by the names of the places. */
  private static Map<String, Object> changed(String place, Object value) {
    return switch (value) {
      case Unit unit -> Map.of(place, unit.equals(SCHOOL) ? FORCE : SCHOOL);
      case PersonId person -> Map.of(place, new PersonId(person.value() + "-2"));
      case Record whole -> ofRecord(place, whole);
      case List<?> list -> ofList(place, list);
      case Optional<?> maybe -> ofOptional(place, maybe);
      case Set<?> roles -> Map.of(place, EnumSet.complementOf(EnumSet.copyOf(roles(roles))));
      case Enum<?> constant -> Map.of(place, another(constant));
      case Instant moment -> Map.of(place, moment.plusMillis(1));
      case Integer number -> Map.of(place, number + 1);
      case Boolean truth -> Map.of(place, !truth);
      case String text -> Map.of(place, text + "2");
      default -> throw new AssertionError("nothing is known of changing " + place);
    };
  }

  private static Map<String, Object> ofRecord(String place, Record whole) {
    RecordComponent[] parts = whole.getClass().getRecordComponents();
    Object[] values = Arrays.stream(parts).map(part -> value(part, whole)).toArray();
    var changed = new LinkedHashMap<String, Object>();
    for (int i = 0; i < parts.length; i++) {
      int at = i;
      changed(place + "." + parts[i].getName(), values[i])
          .forEach((name, other) -> {
            Object[] others = values.clone();
            others[at] = other;
            changed.put(name, made(whole.getClass(), parts, others));
          });
    }
    return changed;
  }

  private static Map<String, Object> ofList(String place, List<?> list) {
    assertThat(list).as(place + " has something to change").isNotEmpty();
    var changed = new LinkedHashMap<String, Object>();
    changed.put(place + " without its last", list.subList(0, list.size() - 1));
    for (int i = 0; i < list.size(); i++) {
      int at = i;
      changed(place + "[" + i + "]", list.get(i))
          .forEach((name, other) -> {
            var others = new ArrayList<Object>(list);
            others.set(at, other);
            changed.put(name, others);
          });
    }
    return changed;
  }

  private static Map<String, Object> ofOptional(String place, Optional<?> maybe) {
    assertThat(maybe).as(place + " is there to be changed").isPresent();
    var changed = new LinkedHashMap<String, Object>();
    changed.put(place + " absent", Optional.empty());
    changed(place, maybe.get()).forEach((name, other) -> changed.put(name, Optional.of(other)));
    return changed;
  }

  private static List<Role> roles(Set<?> roles) {
    return roles.stream().map(Role.class::cast).toList();
  }

  private static Object another(Enum<?> constant) {
    return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
        .filter(other -> other != constant)
        .findFirst()
        .orElseThrow();
  }

  private static Object value(RecordComponent part, Record whole) {
    try {
      return part.getAccessor().invoke(whole);
    } catch (ReflectiveOperationException failed) {
      throw new LinkageError("a record of the plan", failed);
    }
  }

  private static Object made(
      Class<? extends Record> type, RecordComponent[] parts, Object[] values) {
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    } catch (ReflectiveOperationException failed) {
      throw new LinkageError("a record of the plan", failed);
    }
  }
}
