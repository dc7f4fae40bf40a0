package uk.firstbell.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Claim;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Story;
import uk.firstbell.rehearsal.Surroundings;

/** The sweep sees what it is there to see: each time one promise is broken under the stages. */
final class BrokenPromiseTest {
  private static final Instant DEADLINE = Instant.parse("2026-05-05T07:30:00Z");
  private static final Instant TOO_LATE = Instant.parse("2026-05-05T10:00:00Z");

  @Test
  void names_the_lost_answer_that_makes_two_notifications_of_one_message() {
    var found =
        sweep(first("Story.write"), broken(BrokenPromiseTest::withoutClaims, (_, _) -> true));

    assertThat(found.failures())
        .contains("OPENED clean run: the message id is not claimed for the one notification")
        .noneMatch(failure -> failure.contains("clean run: one message"))
        .anyMatch(failure ->
            failure.matches("OPENED call \\d+ Story.write ANSWER_LOST: one message became 2 .*"));
  }

  @Test
  void names_the_lost_message_that_a_forgetful_watch_never_brings_again() {
    var found = sweep(first("Brought.MESSAGE"), broken(Stream::of, (_, row) -> !row.isHead()));

    assertThat(found.failures())
        .noneMatch(failure -> failure.contains("clean run"))
        .anyMatch(failure -> failure.matches("OPENED call \\d+ Brought.MESSAGE LOST: I1 .*"));
  }

  @Test
  void names_the_lost_answer_after_which_a_mail_is_sent_again_in_silence() {
    var found =
        sweep(first("Alerts.send"), broken(BrokenPromiseTest::neverRepeated, (_, _) -> true));

    assertThat(found.failures())
        .noneMatch(failure -> failure.contains("clean run"))
        .anyMatch(failure ->
            failure.matches("OPENED call \\d+ Alerts.send ANSWER_LOST: a mail was sent again .*"));
  }

  @Test
  void names_the_clean_run_when_a_rung_is_taken_and_its_alerts_are_forgotten() {
    var found =
        sweep(first("Story.write"), broken(BrokenPromiseTest::owingNothing, (_, _) -> true));

    assertThat(found.failures()).contains("OPENED clean run: missing: alert RELEASE larkfield-dsl");
  }

  @Test
  void names_the_clean_run_when_people_are_told_though_hours_after_the_deadline() {
    var found =
        FaultSweep.over(
            Night.UNOPENED,
            broken(Stream::of, (now, _) -> now.isBefore(DEADLINE) || now.isAfter(TOO_LATE)),
            first("Story.write"));

    assertThat(found.failures())
        .anyMatch(failure -> failure.matches("UNOPENED clean run: I1 .*nobody was told"))
        .noneMatch(failure -> failure.contains("missing"));
  }

  @Test
  void is_no_sweep_if_nothing_is_swept() {
    assertThatIllegalStateException()
        .isThrownBy(() -> sweep(_ -> false, () -> Surroundings.QUIET))
        .withMessageContaining("no run");
  }

  private static FaultSweep.Found sweep(Predicate<Touch> which, Supplier<Surroundings> behind) {
    return FaultSweep.over(Night.OPENED, behind, which);
  }

  /** The first call of {@code what}. */
  private static Predicate<Touch> first(String what) {
    var before = new int[1];
    return touch -> touch.what().equals(what) && before[0]++ == 0;
  }

  private static Stream<Change> withoutClaims(Change change) {
    return change instanceof Change.Create(Claim _, _) ? Stream.of() : Stream.of(change);
  }

  private static Stream<Change> neverRepeated(Change change) {
    return Stream.of(
        change instanceof Change.Replace(var was, var row, var deed)
                && deed.happening() == Happening.ALERT_SENT
            ? new Change.Replace(was, row, deed.with("possiblyRepeated", false))
            : change);
  }

  private static Stream<Change> owingNothing(Change change) {
    return Stream.of(
        change instanceof Change.Replace(var was, Delivery row, var deed)
                && !row.climb().owed().isEmpty()
            ? new Change.Replace(
                was,
                row.handedOver(List.of(), Optional.empty(), List.of(), row.dueAt().orElseThrow()),
                deed)
            : change);
  }

  /** A story that writes something else than it is asked to, or does not list all that is due. */
  private static Supplier<Surroundings> broken(
      Function<Change, Stream<Change>> instead, BiPredicate<Instant, RowId> listed) {
    return () ->
        new Surroundings() {
          @Override
          public <P> P port(Class<P> port, P real) {
            return port == Story.class
                ? port.cast(
                    Proxy.newProxyInstance(
                        port.getClassLoader(),
                        new Class<?>[] {port},
                        (_, method, arguments) -> call(real, method, arguments)))
                : real;
          }

          private @Nullable Object call(Object story, Method method, Object @Nullable [] arguments)
              throws Throwable {
            try {
              if (arguments != null && method.getName().equals("write")) {
                List<Change> changes =
                    ((List<?>) arguments[1])
                        .stream().map(Change.class::cast).flatMap(instead).toList();
                return method.invoke(story, arguments[0], changes);
              }
              Object answer = method.invoke(story, arguments);
              if (arguments != null && method.getName().equals("due")) {
                var now = (Instant) arguments[0];
                return ((List<?>) requireNonNull(answer))
                    .stream().map(RowId.class::cast).filter(row -> listed.test(now, row)).toList();
              }
              return answer;
            } catch (InvocationTargetException thrown) {
              throw thrown.getCause();
            }
          }

          @Override
          public void during(Occasion occasion, BooleanSupplier act) {
            Surroundings.QUIET.during(occasion, act);
          }
        };
  }
}
