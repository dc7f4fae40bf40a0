package uk.firstbell.domain.story;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/**
 * Who is told that a device's certificate begins, and warned before it ends. Renewed, it begins
 * anew; withdrawn, it is over.
 *
 * @param end from when on nobody reads by it
 * @param steps what its owner is told, and the warnings, in order of time; fixed when it was
 *     certified
 * @param taken how many of them were taken; only the last of those is still to be handed over
 * @param tasks what people were asked to do about it
 * @param over whether nobody has to look at it again
 * @param next the stage that should hand a warning over, if any
 */
public record Expiry(
    Unit organisation,
    PersonId person,
    String device,
    Instant end,
    List<Step> steps,
    int taken,
    List<Task> tasks,
    boolean over,
    Optional<Stage> next,
    Optional<Instant> dueAt)
    implements Watched {

  /**
   * One warning.
   *
   * @param days before the end, and 0 at it
   * @param others whether whoever answers for the person is warned too
   */
  public record Step(int days, Instant at, boolean others) {}

  public Expiry {
    steps = List.copyOf(steps);
    tasks = List.copyOf(tasks);
    if (dueAt.isPresent() && over) {
      throw new IllegalArgumentException("what is over has no due time");
    }
  }

  /**
   * Of a device that was just certified. Its owner is told at once: whoever had it certified may be
   * somebody else.
   */
  public static Expiry of(Device device, Device.Certified certificate, List<Step> warnings) {
    return begun(
        device, certificate, warnings, Optional.of(Stage.DISPATCH), certificate.notBefore());
  }

  /**
   * Of a device that the directory was given already certified: whoever gave it told its owner, and
   * only its end is warned of.
   */
  public static Expiry given(Device device, Device.Certified certificate, List<Step> warnings) {
    return begun(device, certificate, warnings, Optional.empty(), warnings.getFirst().at());
  }

  private static Expiry begun(
      Device device,
      Device.Certified certificate,
      List<Step> warnings,
      Optional<Stage> next,
      Instant look) {
    Instant begins = certificate.notBefore();
    Instant end = certificate.notAfter();
    var first = new Step(Math.toIntExact(ChronoUnit.DAYS.between(begins, end)), begins, false);
    return new Expiry(
        device.organisation(),
        device.person(),
        device.device(),
        end,
        Stream.concat(Stream.of(first), warnings.stream()).toList(),
        1,
        List.of(),
        false,
        next,
        Optional.of(look));
  }

  /** Whether that is no warning of the end yet. */
  public boolean isBeginning(Step step) {
    return step.equals(steps.getFirst());
  }

  @Override
  public RowId id() {
    return RowId.expiry(organisation, person, device);
  }

  @Override
  public boolean isFinal() {
    return over;
  }

  /** How many warnings have come by {@code now}. */
  public int come(Instant now) {
    return Math.toIntExact(steps.stream().filter(step -> !step.at().isAfter(now)).count());
  }

  /** The warning that dispatch is to hand over. */
  public Optional<Step> owed() {
    return next.isPresent() && taken > 0 ? Optional.of(steps.get(taken - 1)) : Optional.empty();
  }

  /** The same with the warnings so far taken; dispatch hands over the last of them. */
  public Expiry taking(int come, Instant look) {
    return with(come, tasks, Optional.of(Stage.DISPATCH), Optional.of(look));
  }

  /** The same with the warning handed over, looked at again at the next; after the last, never. */
  public Expiry handedOver(List<Task> asked) {
    var all = new ArrayList<>(tasks);
    all.addAll(asked);
    return with(taken, all, Optional.empty(), nextStep().map(Step::at));
  }

  /** The first warning that was not taken. */
  public Optional<Step> nextStep() {
    return steps.stream().skip(taken).findFirst();
  }

  /** Withdrawn: nobody is warned any more. */
  public Expiry ended() {
    return with(taken, tasks, Optional.empty(), Optional.empty());
  }

  @Override
  public Expiry lookedAt(Instant look) {
    return with(taken, tasks, next, Optional.of(look));
  }

  private Expiry with(
      int nowTaken, List<Task> nowTasks, Optional<Stage> nowNext, Optional<Instant> nowDueAt) {
    return new Expiry(
        organisation,
        person,
        device,
        end,
        steps,
        nowTaken,
        nowTasks,
        nowDueAt.isEmpty(),
        nowNext,
        nowDueAt);
  }
}
