package uk.firstbell.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.testkit.fixture.SampleStory.DEADLINE;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.DEPUTY;
import static uk.firstbell.testkit.fixture.SampleStory.DSL;
import static uk.firstbell.testkit.fixture.SampleStory.LOCAL_AUTHORITY;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.aCopy;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.aPlan;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.invariants.Breach;
import uk.firstbell.domain.invariants.Invariants;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Plan;
import uk.firstbell.domain.story.PlannedAlert;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Written;

/** Each breach made by hand, and beside it the smallest repair that the invariants let through. */
final class InvariantsTest {
  /** Past everything that the rows of these tests owe. */
  private static final Instant LATE = DEADLINE.plusSeconds(1);

  private static final Instant NEVER = Instant.parse("2027-01-01T00:00:00Z");
  private static final Unit OTHER_SCHOOL = new Unit(Unit.Kind.SCHOOL, "102346");
  private static final NotificationId BEFORE =
      new NotificationId("0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e99");
  private static final DeliveryId OTHER_DELIVERY = new DeliveryId(NOTIFICATION, OTHER_SCHOOL);
  private static final Task TASK = new Task(Task.Kind.CALL_HEAD, LOCAL_AUTHORITY, NIGHT);

  @Test
  void i1_an_accepted_notification_is_there() {
    assertThat(breaches(story(), LATE))
        .containsExactly(
            breach("I1", RowId.head(NOTIFICATION), "an accepted notification is gone"));

    assertThat(breaches(story(routed()), LATE)).isEmpty();
  }

  @Test
  void i1_people_are_told_of_what_is_unrouted_for_a_quarter_of_an_hour() {
    Head waiting = aHead().waiting(List.of(), NEVER);
    Instant alarm = NIGHT.plus(WorkPolicy.DEFAULT.unroutedAlarm());

    assertThat(breaches(story(waiting), alarm.plusMillis(1)))
        .containsExactly(breach("I1", waiting.id(), "unrouted too long, and nobody was told"));

    assertThat(breaches(story(waiting), alarm)).isEmpty();
    var told = new Task(Task.Kind.FORCE_UNROUTED, Unit.force(waiting.force()), alarm);
    assertThat(breaches(story(aHead().waiting(List.of(told), NEVER)), LATE)).isEmpty();
  }

  @Test
  void i1_every_planned_delivery_exists() {
    assertThat(breaches(story(routed(DELIVERY.unit())), NIGHT))
        .containsExactly(
            breach("I1", RowId.delivery(DELIVERY), "a planned delivery does not exist"));

    assertThat(breaches(story(routed(DELIVERY.unit()), aDelivery()), NIGHT)).isEmpty();
  }

  @Test
  void i1_people_are_told_of_what_nobody_opened_in_time() {
    Delivery unopened = aDelivery().waiting(List.of(), NEVER);
    Head head = routed(DELIVERY.unit());

    assertThat(breaches(story(head, unopened), LATE))
        .containsExactly(
            breach("I1", unopened.id(), "unopened past its time, and nobody was told"));
    assertThat(breaches(story(head, aDelivery().opened(DSL, LATE, NEVER)), LATE)).hasSize(1);

    assertThat(breaches(story(head, unopened), DEADLINE)).isEmpty();
    assertThat(breaches(story(head, aDelivery().waiting(List.of(TASK), NEVER)), LATE)).isEmpty();
    assertThat(breaches(story(head, aDelivery().opened(DSL, DEADLINE, NEVER)), LATE)).isEmpty();
  }

  @Test
  void i1_a_revision_after_the_deadline_is_to_be_opened_within_an_hour_of_its_own_alert() {
    Instant alertAt = DEADLINE.plusSeconds(3_600);
    Instant openBy = alertAt.plusSeconds(3_600);
    DeliveryPlan revised = alertedAt(alertAt);
    Head first = planned(Optional.empty(), revised);
    Head second = planned(Optional.of(BEFORE), revised);
    Delivery unopened =
        Delivery.planned(DELIVERY, revised, List.of(), NIGHT).waiting(List.of(), NEVER);
    Delivery opened = unopened.opened(DSL, openBy, NEVER);

    assertThat(breaches(story(second, unopened), openBy.plusMillis(1)))
        .containsExactly(
            breach("I1", unopened.id(), "unopened past its time, and nobody was told"));
    assertThat(breaches(story(first, opened), openBy.plusMillis(1))).hasSize(1);

    assertThat(breaches(story(second, unopened), openBy)).isEmpty();
    assertThat(breaches(story(second, opened), openBy.plusMillis(1))).isEmpty();
  }

  @Test
  void i3_a_reader_has_one_copy_of_a_notification() {
    Head head = routed(DELIVERY.unit(), OTHER_SCHOOL);
    var second = aCopy(OTHER_DELIVERY, DSL, NIGHT);

    assertThat(breaches(story(head, aDelivery(), here(DSL), here(DEPUTY), there(), second), NIGHT))
        .containsExactly(breach("I3", second.id(), "a reader has a second copy"));

    var another = aCopy(OTHER_DELIVERY, new PersonId("oakmere-dsl"), NIGHT);
    assertThat(breaches(story(head, aDelivery(), here(DSL), here(DEPUTY), there(), another), NIGHT))
        .isEmpty();
  }

  @Test
  void i4_every_change_has_its_entry() {
    Story whole = story(routed(DELIVERY.unit()), aDelivery());

    assertThat(breaches(told(whole, InvariantsTest::withoutTheLast), NIGHT))
        .containsExactly(breach("I4", RowId.delivery(DELIVERY), "entry 1 is MISSING"));
    assertThat(breaches(told(whole, _ -> Optional.empty()), NIGHT))
        .containsExactly(breach("I4", RowId.head(NOTIFICATION), "a notification without a trail"));

    assertThat(breaches(told(whole, Optional::of), NIGHT)).isEmpty();
  }

  @Test
  void i5_somebody_acts_on_a_head_that_is_due() {
    Instant due = NIGHT.plusSeconds(60);
    Head forgotten = aHead().waiting(List.of(), due);

    assertThat(breaches(story(forgotten), due))
        .containsExactly(breach("I5", forgotten.id(), "due, and nobody is acting on it"));

    assertThat(breaches(story(forgotten), due.minusMillis(1))).isEmpty();
    assertThat(breaches(story(aHead().nudged(Stage.ROUTING, List.of(), due)), due)).isEmpty();
  }

  @Test
  void i5_somebody_acts_on_a_delivery_that_is_due_until_it_is_closed() {
    Instant due = NIGHT.plusSeconds(60);
    Head head = routed(DELIVERY.unit());
    Delivery forgotten = aDelivery().waiting(List.of(), due);

    assertThat(breaches(story(head, forgotten), due))
        .containsExactly(breach("I5", forgotten.id(), "due, and nobody is acting on it"));

    assertThat(breaches(story(head, aDelivery().nudged(due)), due)).isEmpty();
  }

  @Test
  void i5_a_row_without_a_due_time_is_never_written_and_is_named_if_it_is_found() {
    Head timeless = withoutDueTime(aHead());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Change.Create(timeless, aDeed()))
        .withMessage("a row that is not final is written with a due time");
    Stored<Head> stands = story(aHead()).head(NOTIFICATION).orElseThrow();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Change.Replace(stands, timeless, aDeed()))
        .withMessage("a row that is not final is written with a due time");

    assertThat(breaches(found(story(aHead()), new Stored<>(timeless, stands.mark())), NIGHT))
        .containsExactly(breach("I5", timeless.id(), "open, and without a due time"));
    assertThat(breaches(found(story(aHead()), stands), NIGHT)).isEmpty();
  }

  private static Head withoutDueTime(Head head) {
    return new Head(
        head.notification(),
        head.force(),
        head.message(),
        head.unit(),
        head.messageType(),
        head.revision(),
        head.supersedes(),
        head.drill(),
        head.receivedAt(),
        head.policeAwareAt(),
        head.recordRef(),
        head.subjects(),
        head.state(),
        head.plan(),
        head.tasks(),
        head.next(),
        Optional.empty());
  }

  private static Head routed(Unit... units) {
    var deliveries = Stream.of(units).map(unit -> aPlan(unit)).toList();
    return aHead().planned(new Plan(deliveries, 0, 0, 0, Optional.empty()), NEVER).routed();
  }

  /** Routed to one unit, in the place of the notification of that id. */
  private static Head planned(Optional<NotificationId> supersedes, DeliveryPlan owed) {
    Head usual = aHead();
    return new Head(
            usual.notification(),
            usual.force(),
            usual.message(),
            usual.unit(),
            usual.messageType(),
            usual.revision(),
            supersedes,
            usual.drill(),
            usual.receivedAt(),
            usual.policeAwareAt(),
            usual.recordRef(),
            usual.subjects(),
            usual.state(),
            usual.plan(),
            usual.tasks(),
            usual.next(),
            usual.dueAt())
        .planned(new Plan(List.of(owed), 0, 0, 0, Optional.empty()), NEVER)
        .routed();
  }

  /** The usual plan, but not accepted too late, and alerted then. */
  private static DeliveryPlan alertedAt(Instant at) {
    DeliveryPlan usual = aPlan(DELIVERY.unit());
    return new DeliveryPlan(
        usual.unit(),
        usual.fallback(),
        usual.force(),
        usual.deadline(),
        new PlannedAlert(at, false, "because"),
        usual.dayEndsAt(),
        usual.rungs(),
        Optional.empty(),
        usual.senderCause(),
        usual.profile(),
        usual.children(),
        usual.roles(),
        usual.readers(),
        usual.contacts(),
        usual.named(),
        usual.barred(),
        usual.defects());
  }

  private static Row here(PersonId reader) {
    return aCopy(DELIVERY, reader, NIGHT);
  }

  private static Row there() {
    return aDelivery(OTHER_DELIVERY);
  }

  private static MemoryStory story(Row... rows) {
    var story = new MemoryStory();
    for (Row row : rows) {
      assertThat(story.write(NIGHT, List.of(new Change.Create(row, aDeed()))))
          .isEqualTo(new Written.Done());
    }
    return story;
  }

  private static List<Breach> breaches(Story story, Instant now) {
    return new Invariants(story, WorkPolicy.DEFAULT, LadderPolicy.DEFAULT).of(NOTIFICATION, now);
  }

  private static Breach breach(String invariant, RowId where, String what) {
    return new Breach(invariant, where, what);
  }

  /** What somebody makes of a trail who can reach it behind the gateway's back. */
  private interface Hand {
    Optional<Trail> on(Trail trail);
  }

  private static Optional<Trail> withoutTheLast(Trail trail) {
    var entries = trail.entries();
    return Optional.of(new Trail(trail.rows(), entries.subList(0, entries.size() - 1)));
  }

  private static Story told(Story story, Hand hand) {
    return answering(
        story, found -> found instanceof Trail trail ? hand.on(trail) : Optional.of(found));
  }

  private static Story found(Story story, Stored<Head> stands) {
    return answering(
        story,
        found ->
            Optional.of(
                found instanceof Stored<?> stored && stored.row() instanceof Head
                    ? stands
                    : found));
  }

  /** The story, with something else in place of what is found in it. */
  private static Story answering(Story story, Function<Object, Optional<?>> instead) {
    return (Story)
        Proxy.newProxyInstance(
            Story.class.getClassLoader(),
            new Class<?>[] {Story.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(story, arguments);
                return answer instanceof Optional<?> found ? found.flatMap(instead) : answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
