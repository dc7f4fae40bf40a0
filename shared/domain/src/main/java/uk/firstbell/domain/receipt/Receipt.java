package uk.firstbell.domain.receipt;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.receipt.ReceiptDecision.Acknowledged;
import uk.firstbell.domain.receipt.ReceiptDecision.ClosedOtherwise;
import uk.firstbell.domain.receipt.ReceiptDecision.Contended;
import uk.firstbell.domain.receipt.ReceiptDecision.Fetched;
import uk.firstbell.domain.receipt.ReceiptDecision.NoDevice;
import uk.firstbell.domain.receipt.ReceiptDecision.NotOpenedYet;
import uk.firstbell.domain.receipt.ReceiptDecision.NotThere;
import uk.firstbell.domain.receipt.ReceiptDecision.Opened;
import uk.firstbell.domain.receipt.ReceiptDecision.OutcomeDoesNotFit;
import uk.firstbell.domain.receipt.ReceiptDecision.Returned;
import uk.firstbell.domain.receipt.ReceiptDecision.WrongToken;
import uk.firstbell.domain.story.Answer;
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;

/** Gives a named reader their own copies, and takes back what they did with them. */
public final class Receipt {
  private final Story story;
  private final Attempts attempts;
  private final Directory directory;
  private final TimingPolicy timing;
  private final InstantSource time;

  public Receipt(Story story, Directory directory, TimingPolicy timing, InstantSource time) {
    this.story = story;
    this.attempts = new Attempts(story);
    this.directory = directory;
    this.timing = timing;
    this.time = time;
  }

  /** What the reader can fetch now, newest first; at most 100. Nothing for whoever is no reader. */
  public List<InboxItem> inbox(Admitted who) {
    Instant now = time.instant();
    return story.inbox(who.person(), now).stream()
        .flatMap(id -> own(who, id, now).filter(Receipt::stillReadable).stream())
        .map(mine -> mine.copy().row())
        .map(copy -> new InboxItem(copy.delivery(), copy.availableAt(), copy.state()))
        .toList();
  }

  /** Hands out the reader's sealed copy. Every time is a disclosure, and recorded as one. */
  public ReceiptDecision fetch(Admitted who, DeliveryId id) {
    return whileMine(
        who,
        id,
        (mine, now) -> {
          Copy copy = mine.copy().row();
          var deed = deed(who, Action.DISCLOSED, Happening.COPY_FETCHED);
          return attempts.written(
              List.of(new Change.Replace(mine.copy(), copy.fetched(), deed)),
              new Fetched(copy.sealed()),
              now);
        });
  }

  /** Takes back the token from inside a copy: from now on nobody else is troubled about it. */
  public ReceiptDecision open(Admitted who, DeliveryId id, OpeningToken token) {
    return whileMine(
        who,
        id,
        (mine, now) -> {
          Copy copy = mine.copy().row();
          if (!token.matches(copy.openingTokenHash())) {
            return Optional.of(new WrongToken());
          }
          if (copy.state() == Copy.State.OPENED) {
            return Optional.of(new Opened(true));
          }
          var changes = new ArrayList<Change>();
          changes.add(
              new Change.Replace(
                  mine.copy(), copy.opened(), deed(who, Action.CONSULTED, Happening.COPY_OPENED)));
          firstOpening(mine.delivery(), who, now).ifPresent(changes::add);
          return attempts.written(changes, new Opened(false), now);
        });
  }

  /** Closes the delivery with what the school does, or sends it back. */
  public ReceiptDecision acknowledge(Admitted who, DeliveryId id, ReaderOutcome outcome) {
    return whileOwn(
        who,
        id,
        mine -> stillReadable(mine) || sentBackBy(who, mine),
        (mine, now) -> {
          Delivery delivery = mine.delivery().row();
          if (mine.copy().row().state() != Copy.State.OPENED) {
            return Optional.of(new NotOpenedYet());
          }
          if (!fits(outcome, delivery.plan())) {
            return Optional.of(new OutcomeDoesNotFit());
          }
          if (delivery.answer().isPresent()) {
            return Optional.of(again(delivery, outcome));
          }
          return outcome.returns()
              ? attempts.written(
                  List.of(sendBack(mine.delivery(), who, outcome, now)), new Returned(false), now)
              : attempts.written(
                  List.of(
                      new Change.Replace(
                          mine.delivery(),
                          delivery.acknowledged(who.person(), outcome),
                          deed(who, Action.ALTERED, Happening.ACKNOWLEDGED)
                              .with("outcome", outcome))),
                  new Acknowledged(false),
                  now);
        });
  }

  /** A case is answered through the case; what social care answered to it can only be taken up. */
  private static boolean fits(ReaderOutcome outcome, DeliveryPlan plan) {
    return !plan.ofCase()
        && (outcome == ReaderOutcome.TAKEN_UP) == (plan.unit().kind() == Unit.Kind.FORCE);
  }

  /** A reader's copy with the delivery it belongs to. */
  private record Mine(Stored<Copy> copy, Stored<Delivery> delivery) {}

  /** What to do while the copy is the reader's; empty if another writer came first. */
  private interface Attempt {
    Optional<ReceiptDecision> at(Mine mine, Instant now);
  }

  private ReceiptDecision whileMine(Admitted who, DeliveryId id, Attempt attempt) {
    return whileOwn(who, id, Receipt::stillReadable, attempt);
  }

  private ReceiptDecision whileOwn(
      Admitted who, DeliveryId id, Predicate<Mine> reachable, Attempt attempt) {
    Instant now = time.instant();
    // Asked before anything is looked for: whoever has none is told the same about everything.
    if (directory.certificates(who.organisation(), who.person(), now).isEmpty()) {
      return new NoDevice();
    }
    return attempts.decide(
        () ->
            own(who, id, now)
                .filter(reachable)
                .map(mine -> attempt.at(mine, now))
                .orElseGet(() -> Optional.of(new NotThere())),
        new Contended());
  }

  /** Access ends when the delivery goes back, or a later revision is in its place. */
  private static boolean stillReadable(Mine mine) {
    return switch (mine.delivery().row().state()) {
      case HELD, PLANNED, AVAILABLE, OPENED, ACKNOWLEDGED -> true;
      case RETURNED, SUPERSEDED -> false;
    };
  }

  /** The reader's copy with its delivery, for whoever still is one of the unit's readers. */
  private Optional<Mine> own(Admitted who, DeliveryId id, Instant now) {
    if (!who.organisation().equals(id.unit())) {
      return Optional.empty();
    }
    return story
        .copy(id, who.person())
        .filter(copy -> !copy.row().availableAt().isAfter(now))
        .flatMap(copy -> story.delivery(id).map(delivery -> new Mine(copy, delivery)))
        // Until every reader has a copy nobody is let in: an opening would end the making of
        // copies.
        .filter(mine -> mine.delivery().row().state() != Delivery.State.PLANNED)
        .filter(mine -> mine.delivery().row().plan().readableBy(who.person(), who.roles()));
  }

  /** Whether this very reader sent it back, and may therefore hear that they did. */
  private static boolean sentBackBy(Admitted who, Mine mine) {
    return mine.delivery()
        .row()
        .answer()
        .filter(said -> said.by().equals(who.person()))
        .isPresent();
  }

  private static ReceiptDecision again(Delivery delivery, ReaderOutcome outcome) {
    if (delivery.answer().map(Answer::outcome).filter(outcome::equals).isEmpty()) {
      return new ClosedOtherwise();
    }
    return outcome.returns() ? new Returned(true) : new Acknowledged(true);
  }

  /** Only the first opening changes the delivery; the others may still open theirs. */
  private Optional<Change> firstOpening(Stored<Delivery> stored, Admitted who, Instant now) {
    Delivery delivery = stored.row();
    if (delivery.opening().isPresent()) {
      return Optional.empty();
    }
    Instant answerDue = AlertRules.answerDue(now, delivery.plan().dayEndsAt(), timing);
    // A case is answered through itself; its social care is alerted on until there is contact.
    Instant look =
        delivery.plan().ofCase() ? delivery.nextRung().map(Rung::at).orElse(answerDue) : answerDue;
    return Optional.of(
        new Change.Replace(
            stored,
            delivery.opened(who.person(), now, look),
            deed(who, Action.CONSULTED, Happening.DELIVERY_OPENED)
                .with("inTime", delivery.plan().deadline().openedInTime(now))));
  }

  private Change sendBack(
      Stored<Delivery> stored, Admitted who, ReaderOutcome outcome, Instant now) {
    Delivery delivery = stored.row();
    var asked =
        List.of(
            new Task(Task.Kind.FORCE_RETURNED, delivery.plan().force(), now),
            new Task(Task.Kind.LA_DUTY, delivery.plan().fallback(), now));
    return new Change.Replace(
        stored,
        delivery.returned(who.person(), outcome, asked, AlertRules.nextDailyTask(now, timing)),
        deed(who, Action.ESCALATED, Happening.RETURNED).with("outcome", outcome));
  }

  private static Deed deed(Admitted who, Action action, Happening happening) {
    return Deed.of(Actor.person(who.person().value(), who.organisation()), action, happening);
  }
}
