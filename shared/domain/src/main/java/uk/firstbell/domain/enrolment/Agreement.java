package uk.firstbell.domain.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Approved;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Contended;
import uk.firstbell.domain.enrolment.EnrolmentDecision.DecidedOtherwise;
import uk.firstbell.domain.enrolment.EnrolmentDecision.NotThere;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Refused;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Listed;
import uk.firstbell.domain.story.SealingAgain;
import uk.firstbell.domain.story.SealingAgain.Progress;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/**
 * The second person that it takes to seal a closed delivery's copy again: whoever answers for its
 * reader's devices, and never the reader. They learn that there is an item, and not a word of it.
 */
public final class Agreement {
  private final Story story;
  private final Attempts attempts;
  private final Directory directory;
  private final Answering answering;
  private final Duration nudge;
  private final InstantSource time;

  public Agreement(Story story, Directory directory, WorkPolicy work, InstantSource time) {
    this.story = story;
    this.attempts = new Attempts(story);
    this.directory = directory;
    this.answering = new Answering(directory);
    this.nudge = work.nudge();
    this.time = time;
  }

  /** A reader who waits for somebody to agree. */
  public record Asked(DeliveryId delivery, Person reader, Instant at) {}

  /**
   * A page of those who wait.
   *
   * @param next what the next page follows; empty if this is the last
   */
  public record Page(List<Asked> items, Optional<Listed> next) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * Who waits for the caller to agree, longest first; nobody, where that is not theirs. A page may
   * have nobody and yet not be the last.
   *
   * @param unit whose people; empty for all those for whom the caller answers
   */
  public Page waiting(Admitted who, Optional<Unit> unit, Optional<Listed> after) {
    List<Listed> page = listed(who, unit, after);
    List<Asked> items =
        page.stream()
            // A listing may be older than the row: what counts is the row as it stands.
            .flatMap(one -> story.delivery(one.delivery()).stream())
            .flatMap(stored -> waiting(who, stored.row()))
            .toList();
    // Where the next page begins says that there is something, and is for whoever answers there.
    return new Page(items, answersFor(who, unit) ? Listed.last(page) : Optional.empty());
  }

  private boolean answersFor(Admitted who, Optional<Unit> unit) {
    return unit.map(named ->
            named.equals(who.organisation())
                || answering.authority(named).filter(who.organisation()::equals).isPresent())
        .orElse(true);
  }

  private List<Listed> listed(Admitted who, Optional<Unit> unit, Optional<Listed> after) {
    return unit.isEmpty() && EnrolmentRules.approvesForAuthority(who)
        ? story.waitingFor(who.organisation(), after)
        : story.waiting(unit.orElse(who.organisation()), after);
  }

  private Stream<Asked> waiting(Admitted who, Delivery delivery) {
    return delivery.again().stream()
        .filter(_ -> mayKnow(who, delivery))
        .filter(wish -> wish.progress().waitsForAnother())
        .flatMap(wish ->
            reader(who, delivery.delivery(), wish.reader())
                .map(reader -> new Asked(delivery.delivery(), reader, wish.askedAt()))
                .stream());
  }

  /** Agrees; dispatch then seals the copy again, if its reader still may read. */
  public EnrolmentDecision approve(Admitted who, DeliveryId id, PersonId reader) {
    return decide(who, id, reader, Progress.APPROVED);
  }

  public EnrolmentDecision refuse(Admitted who, DeliveryId id, PersonId reader) {
    return decide(who, id, reader, Progress.REFUSED);
  }

  private EnrolmentDecision decide(
      Admitted who, DeliveryId id, PersonId reader, Progress decision) {
    Instant now = time.instant();
    return attempts.decide(
        () -> {
          Optional<Stored<Delivery>> stored =
              reader(who, id, reader)
                  .flatMap(_ -> story.delivery(id))
                  .filter(standing -> mayKnow(who, standing.row()));
          Optional<SealingAgain> wish = stored.flatMap(standing -> standing.row().again(reader));
          if (stored.isEmpty() || wish.isEmpty()) {
            return Optional.of(new NotThere());
          }
          if (!wish.get().progress().waitsForAnother()) {
            return Optional.of(again(who, wish.get(), decision));
          }
          Change change = decided(who, stored.get(), wish.get(), decision, now);
          return attempts.written(List.of(change), made(decision, false), now);
        },
        new Contended());
  }

  /** A party is told of nothing, though they answer for others: then the authority is asked. */
  private static boolean mayKnow(Admitted who, Delivery delivery) {
    return !delivery.plan().barred().contains(who.person());
  }

  private Change decided(
      Admitted who, Stored<Delivery> stored, SealingAgain wish, Progress decision, Instant now) {
    boolean approved = decision == Progress.APPROVED;
    SealingAgain decided = wish.decided(decision, who.person());
    Delivery becomes =
        approved
            ? stored.row().sealingAgain(decided, now.plus(nudge))
            : stored.row().leaving(decided);
    var deed =
        Deed.of(
                Actor.person(who.person().value(), who.organisation()),
                Action.ALTERED,
                approved ? Happening.SEALING_AGAIN_APPROVED : Happening.SEALING_AGAIN_REFUSED)
            .with("reader", wish.reader());
    return new Change.Replace(stored, becomes, deed);
  }

  /** What the caller is told who said so before; what became of it since, the reader sees. */
  private static EnrolmentDecision again(Admitted who, SealingAgain wish, Progress decision) {
    boolean refused = wish.progress() == Progress.REFUSED;
    boolean same =
        wish.decidedBy().filter(who.person()::equals).isPresent()
            && refused == (decision == Progress.REFUSED);
    return same ? made(decision, true) : new DecidedOtherwise();
  }

  private static EnrolmentDecision made(Progress decision, boolean again) {
    return decision == Progress.APPROVED ? new Approved(true, again) : new Refused(again);
  }

  /** The reader, if they are of the delivery's unit and the caller answers for them. */
  private Optional<Person> reader(Admitted who, DeliveryId id, PersonId reader) {
    return directory
        .person(reader)
        .filter(person -> person.organisation().equals(id.unit()))
        .filter(person -> answering.mayApprove(who, person));
  }
}
