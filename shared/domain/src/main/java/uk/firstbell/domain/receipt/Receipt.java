package uk.firstbell.domain.receipt;

import java.time.Duration;
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
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.receipt.OwnCopies.Mine;
import uk.firstbell.domain.receipt.ReceiptDecision.Acknowledged;
import uk.firstbell.domain.receipt.ReceiptDecision.ClosedOtherwise;
import uk.firstbell.domain.receipt.ReceiptDecision.Contended;
import uk.firstbell.domain.receipt.ReceiptDecision.EarlierTold;
import uk.firstbell.domain.receipt.ReceiptDecision.Erased;
import uk.firstbell.domain.receipt.ReceiptDecision.Fetched;
import uk.firstbell.domain.receipt.ReceiptDecision.NoDevice;
import uk.firstbell.domain.receipt.ReceiptDecision.NotOpenedYet;
import uk.firstbell.domain.receipt.ReceiptDecision.NotThere;
import uk.firstbell.domain.receipt.ReceiptDecision.Opened;
import uk.firstbell.domain.receipt.ReceiptDecision.OutcomeDoesNotFit;
import uk.firstbell.domain.receipt.ReceiptDecision.Returned;
import uk.firstbell.domain.receipt.ReceiptDecision.Shared;
import uk.firstbell.domain.receipt.ReceiptDecision.SharedOtherwise;
import uk.firstbell.domain.receipt.ReceiptDecision.SharesTold;
import uk.firstbell.domain.receipt.ReceiptDecision.ToBeSealedAgain;
import uk.firstbell.domain.receipt.ReceiptDecision.TooManyShares;
import uk.firstbell.domain.receipt.ReceiptDecision.WrongToken;
import uk.firstbell.domain.story.Answer;
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.SealingAgain;
import uk.firstbell.domain.story.Share;
import uk.firstbell.domain.story.ShareLog;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;

/** Gives a named reader their own copies, and takes back what they did with them. */
public final class Receipt {
  private final Story story;
  private final Attempts attempts;
  private final Directory directory;
  private final OwnCopies copies;
  private final Chronology chronology;
  private final TimingPolicy timing;
  private final Duration nudge;
  private final InstantSource time;

  public Receipt(
      Story story, Directory directory, TimingPolicy timing, WorkPolicy work, InstantSource time) {
    this.story = story;
    this.attempts = new Attempts(story);
    this.directory = directory;
    this.copies = new OwnCopies(story);
    this.chronology = new Chronology(story, copies);
    this.timing = timing;
    this.nudge = work.nudge();
    this.time = time;
  }

  /** What the reader can fetch now, newest first; at most 100. Nothing for whoever is no reader. */
  public List<InboxItem> inbox(Admitted who) {
    Instant now = time.instant();
    return story.inbox(who.person(), now).stream()
        .flatMap(id -> copies.find(who, id, now).filter(Mine::stillReadable).stream())
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
          if (copy.tokenHashes().noneMatch(token::matches)) {
            return Optional.of(new WrongToken());
          }
          if (mine.opened()) {
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
        mine -> mine.stillReadable() || sentBackBy(who, mine),
        (mine, now) -> {
          Delivery delivery = mine.delivery().row();
          if (!mine.opened()) {
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
                          delivery.stating(
                              deed(who, Action.ALTERED, Happening.ACKNOWLEDGED)
                                  .with("outcome", outcome)))),
                  new Acknowledged(false),
                  now);
        });
  }

  /**
   * Notes whom inside the school the reader told what they need to know. Repeated by the same name
   * it is noted once.
   */
  public ReceiptDecision share(
      Admitted who, DeliveryId id, String name, Share.With role, int people) {
    return whileOpened(
        who,
        id,
        (mine, now) -> {
          Optional<Stored<ShareLog>> stored = story.shareLog(id);
          ShareLog noted = stored.map(Stored::row).orElseGet(() -> ShareLog.empty(id));
          var share = new Share(name, role, people, who.person(), now);
          Optional<Share> before = noted.named(name);
          if (before.isPresent()) {
            return Optional.of(
                before.get().sameAs(share) ? new Shared(true) : new SharedOtherwise());
          }
          if (noted.full()) {
            return Optional.of(new TooManyShares());
          }
          var deed =
              deed(who, Action.DISCLOSED, Happening.SHARED_IN_SCHOOL)
                  .with("role", role)
                  .with("people", people);
          ShareLog becomes = noted.with(share);
          Change change =
              stored
                  .<Change>map(was -> new Change.Replace(was, becomes, deed))
                  .orElseGet(() -> new Change.Create(becomes, deed));
          return attempts.written(List.of(change), new Shared(false), now);
        });
  }

  /** With whom it was shared, by whichever of the school's readers, in the order of the notes. */
  public ReceiptDecision shares(Admitted who, DeliveryId id) {
    return whileOpened(
        who,
        id,
        (_, _) ->
            Optional.of(
                new SharesTold(
                    story.shareLog(id).map(Stored::row).map(ShareLog::shares).orElseGet(List::of),
                    who.person())));
  }

  /**
   * What came earlier about the same children at this school, to this reader, a page at a time.
   * Each look is recorded before anything is told.
   *
   * @param until the moment from which to look back; empty for the newest
   */
  public ReceiptDecision earlier(Admitted who, DeliveryId id, Optional<Instant> until) {
    return whileOpened(
        who,
        id,
        (mine, now) -> {
          Chronology.Page page = chronology.before(mine, who, until.orElse(now), now);
          var deed =
              deed(who, Action.CONSULTED, Happening.CHRONOLOGY_READ)
                  .with("earlier", page.children().stream().mapToInt(List::size).sum());
          return attempts.written(
              List.of(new Change.Replace(mine.copy(), mine.copy().row(), deed)),
              new EarlierTold(page.children(), page.more()),
              now);
        });
  }

  /**
   * Asks for the reader's copy to be sealed to the devices they have now. Of an open delivery
   * dispatch is asked; of a closed one, somebody who answers for the reader has to agree. Each wish
   * stands with the delivery until it was carried out, or somebody said why not.
   */
  public ReceiptDecision sealAgain(Admitted who, DeliveryId id) {
    return whileMine(
        who,
        id,
        (mine, now) -> {
          Delivery delivery = mine.delivery().row();
          var deed = deed(who, Action.ALTERED, Happening.SEALING_AGAIN_ASKED);
          return delivery.state() == Delivery.State.ACKNOWLEDGED
              ? askedOfAnother(who, mine.delivery(), deed, now)
              : askedOfDispatch(who, mine.delivery(), deed, now);
        });
  }

  /** Looked after as soon as dispatch should have acted, or sooner if something is due before. */
  private Optional<ReceiptDecision> askedOfDispatch(
      Admitted who, Stored<Delivery> stored, Deed deed, Instant now) {
    if (stored.row().wishing().contains(who.person())) {
      return Optional.of(new ToBeSealedAgain(false));
    }
    Instant soon = now.plus(nudge);
    Instant look = stored.row().dueAt().filter(soon::isAfter).orElse(soon);
    Delivery wishing = stored.row().sealingAgain(SealingAgain.wished(who.person(), now), look);
    return attempts.written(
        List.of(new Change.Replace(stored, wishing, deed)), new ToBeSealedAgain(false), now);
  }

  private Optional<ReceiptDecision> askedOfAnother(
      Admitted who, Stored<Delivery> stored, Deed deed, Instant now) {
    Optional<SealingAgain.Progress> before =
        stored.row().again(who.person()).map(SealingAgain::progress);
    if (before.isPresent()) {
      switch (before.get()) {
        case ASKED, WAITS -> {
          return Optional.of(new ToBeSealedAgain(true));
        }
        case APPROVED -> {
          return Optional.of(new ToBeSealedAgain(false));
        }
        case ERASED -> {
          return Optional.of(new Erased());
        }
        // Done while it was open, or decided since: devices are others by now, or people's minds.
        case WISHED, REFUSED, DONE, NOT_ELIGIBLE, PARTY -> {}
      }
    }
    Delivery asking =
        stored.row().sealingAgain(SealingAgain.asked(who.person(), now), now.plus(nudge));
    return attempts.written(
        List.of(new Change.Replace(stored, asking, deed)), new ToBeSealedAgain(true), now);
  }

  /** A case is answered through the case; what social care answered to it can only be taken up. */
  private static boolean fits(ReaderOutcome outcome, DeliveryPlan plan) {
    return !plan.ofCase()
        && (outcome == ReaderOutcome.TAKEN_UP) == (plan.unit().kind() == Unit.Kind.FORCE);
  }

  /** What to do while the copy is the reader's; empty if another writer came first. */
  private interface Attempt {
    Optional<ReceiptDecision> at(Mine mine, Instant now);
  }

  private ReceiptDecision whileMine(Admitted who, DeliveryId id, Attempt attempt) {
    return whileOwn(who, id, Mine::stillReadable, attempt);
  }

  /** What only a school has beside a notice, for a reader of it who proved having opened it. */
  private ReceiptDecision whileOpened(Admitted who, DeliveryId id, Attempt attempt) {
    return whileOwn(
        who,
        id,
        mine -> mine.stillReadable() && id.unit().kind() == Unit.Kind.SCHOOL,
        (mine, now) -> mine.opened() ? attempt.at(mine, now) : Optional.of(new NotOpenedYet()));
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
            copies
                .find(who, id, now)
                .filter(reachable)
                .map(mine -> attempt.at(mine, now))
                .orElseGet(() -> Optional.of(new NotThere())),
        new Contended());
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
        delivery.stating(deed(who, Action.ESCALATED, Happening.RETURNED).with("outcome", outcome)));
  }

  private static Deed deed(Admitted who, Action action, Happening happening) {
    return Deed.of(Actor.person(who.person().value(), who.organisation()), action, happening);
  }
}
