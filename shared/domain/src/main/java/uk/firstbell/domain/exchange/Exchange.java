package uk.firstbell.domain.exchange;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.exchange.ExchangeDecision.Acknowledged;
import uk.firstbell.domain.exchange.ExchangeDecision.Answered;
import uk.firstbell.domain.exchange.ExchangeDecision.Confirmed;
import uk.firstbell.domain.exchange.ExchangeDecision.Contended;
import uk.firstbell.domain.exchange.ExchangeDecision.NoDevice;
import uk.firstbell.domain.exchange.ExchangeDecision.NotOpenedYet;
import uk.firstbell.domain.exchange.ExchangeDecision.NotTheLead;
import uk.firstbell.domain.exchange.ExchangeDecision.NotThere;
import uk.firstbell.domain.exchange.ExchangeDecision.Recorded;
import uk.firstbell.domain.exchange.ExchangeDecision.Rejected;
import uk.firstbell.domain.exchange.ExchangeDecision.Standing;
import uk.firstbell.domain.exchange.ExchangeDecision.TakenOtherwise;
import uk.firstbell.domain.exchange.ExchangeDecision.Told;
import uk.firstbell.domain.intake.CaseLint;
import uk.firstbell.domain.intake.Pseudonyms;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.ladder.CaseLadder;
import uk.firstbell.domain.model.CaseReport;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Access;
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseAnswer;
import uk.firstbell.domain.story.CaseBreach;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Contact;
import uk.firstbell.domain.story.Conversation;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.DeliveryPlan;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.PlannedAlert;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Stamp;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Tasks;
import uk.firstbell.domain.vault.Vault;

/**
 * Takes what police and children's social care say to each other about a case (domain section 8.7).
 * Neither sending nor opening nor acknowledging is contact, nor is one side's word: contact is an
 * answer to what police asked, or a conversation that one side recorded and the other confirmed.
 */
public final class Exchange {
  /** More would be no record of a case but a mistake of a system. */
  private static final int CONVERSATIONS_MAX = 50;

  /** How long the force has to read what social care answered, before somebody is asked to. */
  private static final Duration ANSWER_READ_WITHIN = Duration.ofHours(1);

  private final Story story;
  private final Attempts attempts;
  private final Directory directory;
  private final Vault vault;
  private final Pseudonyms pseudonyms;
  private final CaseLadder ladder;
  private final WorkPolicy work;
  private final InstantSource time;

  public Exchange(
      Story story,
      Directory directory,
      Vault vault,
      Pseudonyms pseudonyms,
      CasePolicy cases,
      TimingPolicy timing,
      WorkPolicy work,
      InstantSource time) {
    this.story = story;
    this.attempts = new Attempts(story);
    this.directory = directory;
    this.vault = vault;
    this.pseudonyms = pseudonyms;
    this.ladder = new CaseLadder(cases, timing);
    this.work = work;
    this.time = time;
  }

  /**
   * Police record a conversation. Both people are named, and each is of the side they spoke for; it
   * becomes contact when whom police spoke to confirms it.
   *
   * @param key whose signature proved the request
   */
  public ExchangeDecision record(SenderKey key, NotificationId id, Spoken spoken) {
    return over(
        id,
        (stored, now) -> {
          if (!speaksFor(key, id)) {
            return Optional.of(new NotThere());
          }
          Case casefile = stored.row();
          Optional<Conversation> known = casefile.conversation(spoken.name());
          if (known.isPresent()) {
            return Optional.of(
                same(known.get(), spoken) ? new Recorded(true) : new TakenOtherwise());
          }
          var faults = faults(casefile, spoken, now);
          if (!faults.isEmpty()) {
            return Optional.of(new Rejected(faults));
          }
          var recorded =
              new Conversation(
                  spoken.name(),
                  spoken.heldAt(),
                  spoken.police(),
                  spoken.socialCare(),
                  now,
                  Optional.empty());
          Deed deed =
              Deed.of(
                      Actor.sender(key.keyId(), casefile.plan().force()),
                      Action.COLLECTED,
                      Happening.CONVERSATION_RECORDED)
                  .with("heldAt", spoken.heldAt())
                  .with("police", spoken.police())
                  .with("socialCare", spoken.socialCare());
          return attempts.written(
              List.of(replaced(stored, casefile.with(recorded), deed, now)),
              new Recorded(false),
              now);
        });
  }

  /** Social care says that it has the case. Silences one call, and stops nothing. */
  public ExchangeDecision acknowledge(Admitted who, NotificationId id) {
    return asReader(
        who,
        id,
        (stored, told, now) -> {
          Case casefile = stored.row();
          boolean lead = who.organisation().equals(casefile.plan().lead());
          boolean known = lead ? casefile.acknowledged().isPresent() : told.row().state().isFinal();
          if (known) {
            return Optional.of(new Acknowledged(true));
          }
          // Whoever comes on duty later still has to be told: the lead's notice stays open.
          List<Change> changes =
              lead
                  ? List.of(
                      replaced(
                          stored,
                          casefile.acknowledged(new Stamp(who.person(), now)),
                          deed(who, Action.ALTERED, Happening.CASE_ACKNOWLEDGED),
                          now))
                  : takenUp(told, who).stream().toList();
          return attempts.written(changes, new Acknowledged(false), now);
        });
  }

  /**
   * Social care answers what police asked: that is contact. What it says is locked away, and sealed
   * to the force's own team.
   *
   * @param name the answering side's own name for it: under the same one the same answer is a
   *     repeat, and another is refused
   * @param said the answer
   * @param answer the same as canonical JSON
   */
  public ExchangeDecision answer(
      Admitted who, NotificationId id, String name, Content.Group said, byte[] answer) {
    return asReader(
        who,
        id,
        (stored, told, now) -> {
          Case casefile = stored.row();
          if (!who.organisation().equals(casefile.plan().lead())) {
            return Optional.of(new NotTheLead());
          }
          if (casefile.answered().isPresent()) {
            boolean again =
                casefile.answered().get().by().equals(who.person())
                    && story
                        .answer(id)
                        .map(Stored::row)
                        .filter(given -> given.name().equals(name))
                        .filter(given -> given.bodyDigest().equals(pseudonyms.body(answer)))
                        .isPresent();
            return Optional.of(again ? new Answered(true) : new TakenOtherwise());
          }
          List<Fault> faults =
              CaseLint.findings(said).entrySet().stream()
                  .map(found ->
                      new Fault(
                          found.getKey(),
                          found.getValue(),
                          "Take out whatever points at material or describes it."))
                  .toList();
          if (!faults.isEmpty()) {
            return Optional.of(new Rejected(faults));
          }
          Case answered =
              casefile
                  .answered(new Stamp(who.person(), now))
                  .inContact(new Contact(Contact.How.ANSWER, now, now));
          var locked = vault.lock(id, answer);
          var changes = new ArrayList<Change>();
          takenUp(told, who).ifPresent(changes::add);
          changes.add(
              replaced(stored, answered, deed(who, Action.ALTERED, Happening.CASE_ANSWERED), now));
          changes.add(
              new Change.Create(
                  new CaseAnswer(
                      id, name, pseudonyms.body(answer), now, byRole(who), locked.sealed()),
                  deed(who, Action.COLLECTED, Happening.ANSWER_STORED)));
          changes.add(new Change.KeepKey(id, Kept.ANSWER, locked.wrappedKey()));
          changes.add(toTheForce(who, casefile, told.row().plan().named(), now));
          return attempts.written(changes, new Answered(false), now);
        });
  }

  /**
   * Whom police spoke to confirms a recorded conversation: that is contact, as of when it was held.
   */
  public ExchangeDecision confirm(Admitted who, NotificationId id, String name) {
    return withDevice(
        who,
        id,
        (stored, now) -> {
          Case casefile = stored.row();
          Optional<Conversation> recorded =
              casefile
                  .conversation(name)
                  .filter(_ -> who.organisation().equals(casefile.plan().lead()))
                  .filter(held -> held.socialCare().equals(who.person()));
          if (recorded.isEmpty()) {
            return Optional.of(new NotThere());
          }
          if (recorded.get().confirmedAt().isPresent()) {
            return Optional.of(new Confirmed(true));
          }
          Case confirmed = casefile.confirmed(recorded.get(), now);
          Deed deed =
              deed(who, Action.ALTERED, Happening.CONVERSATION_CONFIRMED)
                  .with("heldAt", recorded.get().heldAt());
          var changes = new ArrayList<Change>();
          // What was said before a child was identified is on record, and is no contact for it.
          if (casefile.isOfTheseChildren(recorded.get())) {
            confirmed =
                confirmed.inContact(
                    new Contact(Contact.How.CONVERSATION, recorded.get().heldAt(), now));
            story
                .delivery(new DeliveryId(id, casefile.plan().lead()))
                .flatMap(told -> takenUp(told, who))
                .ifPresent(changes::add);
          }
          changes.add(replaced(stored, confirmed, deed, now));
          return attempts.written(changes, new Confirmed(false), now);
        });
  }

  /** How the case stands, for its readers at social care and the force's own team. Recorded. */
  public ExchangeDecision standing(Admitted who, NotificationId id) {
    return withDevice(
        who,
        id,
        (stored, now) -> {
          boolean ofTheForce =
              who.organisation().equals(stored.row().plan().force())
                  && who.roles().contains(Role.OCSAE_OFFICER)
                  && named(stored.row(), who.person());
          boolean spokenTo =
              stored.row().conversations().stream()
                  .filter(_ -> who.organisation().equals(stored.row().plan().lead()))
                  .anyMatch(held -> held.socialCare().equals(who.person()));
          if (!ofTheForce && !spokenTo && readable(who, id).isEmpty()) {
            return Optional.of(new NotThere());
          }
          Deed deed = deed(who, Action.CONSULTED, Happening.CASE_READ);
          return attempts.written(
              List.of(look(id, deed)), new Standing(stored.row(), names(stored.row())), now);
        });
  }

  /** Whoever confirms that they spoke with somebody is told with whom. */
  private Map<PersonId, String> names(Case casefile) {
    return casefile.conversations().stream()
        .flatMap(held -> Stream.of(held.police(), held.socialCare()))
        .distinct()
        .flatMap(id -> directory.person(id).stream())
        .collect(toUnmodifiableMap(Person::id, Person::name));
  }

  /**
   * What came back of a notification, of either type, for the force that sent it: whether and when
   * each unit opened it, and what it says it did (F51, F52). What social care answers for a case
   * comes through the case. Recorded.
   *
   * @param key whose signature proved the request
   */
  public ExchangeDecision told(SenderKey key, NotificationId id) {
    Instant now = time.instant();
    return attempts.decide(
        () -> {
          Optional<Head> sent = story.head(id).map(Stored::row).filter(head -> sentBy(key, head));
          if (sent.isEmpty()) {
            return Optional.of(new NotThere());
          }
          Deed deed =
              Deed.of(
                  Actor.sender(key.keyId(), Unit.force(key.force())),
                  Action.CONSULTED,
                  Happening.OUTCOMES_READ);
          return attempts.written(List.of(look(id, deed)), new Told(heard(sent.get())), now);
        },
        new Contended());
  }

  private List<Heard> heard(Head head) {
    return head.plan().stream()
        .flatMap(plan -> plan.deliveries().stream())
        .map(planned ->
            story
                .delivery(new DeliveryId(head.notification(), planned.unit()))
                .map(stored -> Heard.from(stored.row()))
                .orElseGet(() -> Heard.nothingFrom(planned.unit())))
        .toList();
  }

  private Change look(NotificationId id, Deed deed) {
    var access = new Access(id);
    return story
        .access(id)
        .<Change>map(seen -> new Change.Replace(seen, access, deed))
        .orElseGet(() -> new Change.Create(access, deed));
  }

  /** What to do about a case as it stands; empty if another writer came first. */
  private interface Attempt {
    Optional<ExchangeDecision> at(Stored<Case> stored, Instant now);
  }

  /** The same, for a reader of a copy of it, with the delivery to their organisation. */
  private interface ReaderAttempt {
    Optional<ExchangeDecision> at(Stored<Case> stored, Stored<Delivery> told, Instant now);
  }

  private ExchangeDecision over(NotificationId id, Attempt attempt) {
    Instant now = time.instant();
    return attempts.decide(
        () ->
            story
                .casefile(id)
                .filter(stored -> stored.row().state() != Case.State.SUPERSEDED)
                .map(stored -> attempt.at(stored, now))
                .orElseGet(() -> Optional.of(new NotThere())),
        new Contended());
  }

  /** For somebody who could read, and is told the same about every case if they could not. */
  private ExchangeDecision withDevice(Admitted who, NotificationId id, Attempt attempt) {
    return over(
        id,
        (stored, now) ->
            directory.certificates(who.organisation(), who.person(), now).isEmpty()
                ? Optional.of(new NoDevice())
                : attempt.at(stored, now));
  }

  private ExchangeDecision asReader(Admitted who, NotificationId id, ReaderAttempt attempt) {
    return withDevice(
        who,
        id,
        (stored, now) -> {
          Optional<Stored<Delivery>> told = readable(who, id);
          if (told.isEmpty()) {
            return Optional.of(new NotThere());
          }
          boolean opened =
              story
                  .copy(told.get().row().delivery(), who.person())
                  .filter(copy -> copy.row().state() == Copy.State.OPENED)
                  .isPresent();
          return opened ? attempt.at(stored, told.get(), now) : Optional.of(new NotOpenedYet());
        });
  }

  /** The delivery to somebody's organisation, if they have a copy of it and may read it. */
  private Optional<Stored<Delivery>> readable(Admitted who, NotificationId id) {
    var mine = new DeliveryId(id, who.organisation());
    return story
        .delivery(mine)
        .filter(told -> told.row().plan().ofCase())
        .filter(told -> told.row().state() != Delivery.State.SUPERSEDED)
        .filter(told -> told.row().plan().readableBy(who.person(), who.roles()))
        .filter(_ -> story.copy(mine, who.person()).isPresent());
  }

  /** A key speaks of the cases of its force and of the units it was registered for. */
  private boolean speaksFor(SenderKey key, NotificationId id) {
    return key.messageTypes().contains(CaseReport.TYPE)
        && story.head(id).map(Stored::row).filter(head -> speaksFor(key, head)).isPresent();
  }

  private static boolean sentBy(SenderKey key, Head head) {
    return key.messageTypes().contains(head.messageType()) && speaksFor(key, head);
  }

  private static boolean speaksFor(SenderKey key, Head head) {
    return head.force().equals(key.force()) && key.units().contains(head.unit());
  }

  private static boolean same(Conversation known, Spoken spoken) {
    return known.heldAt().equals(spoken.heldAt())
        && known.police().equals(spoken.police())
        && known.socialCare().equals(spoken.socialCare());
  }

  private List<Fault> faults(Case casefile, Spoken spoken, Instant now) {
    var faults = new ArrayList<Fault>();
    if (spoken.heldAt().isAfter(now.plus(work.skew()))) {
      faults.add(new Fault("/heldAt", "IN_THE_FUTURE", "This moment must not be in the future."));
    }
    if (spoken.heldAt().isBefore(casefile.plan().identifiedAt())) {
      faults.add(
          new Fault(
              "/heldAt",
              "BEFORE_THE_CLOCK",
              "This was before the children were identified; it cannot have been about them."));
    }
    if (!named(casefile, spoken.police())
        || !isOf(spoken.police(), casefile.plan().force(), Role.CASE_OFFICERS)) {
      faults.add(
          new Fault(
              "/police",
              "NOT_A_NAMED_PERSON",
              "Name somebody of the force's own team who may know of it."));
    }
    if (!mayBeSpokenTo(casefile, spoken.socialCare())) {
      faults.add(
          new Fault(
              "/socialCare",
              "NOT_A_NAMED_PERSON",
              "Name somebody of the social care that answers who may know of it."));
    }
    if (casefile.conversations().size() >= CONVERSATIONS_MAX) {
      faults.add(
          new Fault("/name", "TOO_MANY", "There are as many conversations as a case may have."));
    }
    return faults;
  }

  private boolean isOf(PersonId person, Unit organisation, Set<Role> roles) {
    return directory
        .person(person)
        .filter(listed -> listed.organisation().equals(organisation))
        .filter(listed -> listed.isAny(roles))
        .isPresent();
  }

  /** Somebody of the social care that answers, who is no party, and named if anybody is. */
  private boolean mayBeSpokenTo(Case casefile, PersonId person) {
    Unit lead = casefile.plan().lead();
    return isOf(person, lead, Role.SOCIAL_CARE)
        && story
            .delivery(new DeliveryId(casefile.notification(), lead))
            .filter(told -> told.row().plan().readableBy(person, Role.SOCIAL_CARE))
            .isPresent();
  }

  /** Whether the sender let whoever has the role know of it, or named that person. */
  private boolean named(Case casefile, PersonId person) {
    return story
        .delivery(new DeliveryId(casefile.notification(), casefile.plan().lead()))
        .map(told -> told.row().plan().named())
        .filter(named -> named.isEmpty() || named.contains(person))
        .isPresent();
  }

  /** As what somebody answers who reads at social care. */
  private static Role byRole(Admitted who) {
    return who.roles().stream()
        .filter(Role.SOCIAL_CARE::contains)
        .min(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalStateException("a reader has a role to read in"));
  }

  /**
   * The notice is closed with whoever took the case up. One that was closed stays so, and one that
   * nobody can read yet is still to be read: a telephone call told nobody the names in it.
   */
  private static Optional<Change> takenUp(Stored<Delivery> told, Admitted who) {
    return switch (told.row().state()) {
      case AVAILABLE, OPENED ->
          Optional.of(
              new Change.Replace(
                  told,
                  told.row().takenUp(who.person()),
                  told.row().stating(deed(who, Action.ALTERED, Happening.ACKNOWLEDGED))));
      case PLANNED, HELD, ACKNOWLEDGED, RETURNED, SUPERSEDED -> Optional.empty();
    };
  }

  /**
   * The answer goes to the force's own team: sealed and alerted by dispatch, chased by the watch.
   */
  private Change toTheForce(Admitted who, Case casefile, List<PersonId> named, Instant now) {
    Instant readBy = now.plus(ANSWER_READ_WITHIN);
    Unit force = casefile.plan().force();
    var plan =
        new DeliveryPlan(
            force,
            force,
            force,
            new Deadline(
                readBy,
                readBy,
                "OCSAE",
                "What social care answered is to be read within the hour."),
            new PlannedAlert(now, false, "What was answered is alerted at any hour."),
            now,
            List.of(new Rung(Rung.Kind.RELEASE, now), new Rung(Rung.Kind.UNOPENED, readBy)),
            Optional.empty(),
            Optional.empty(),
            Profile.ANSWER_1.id(),
            List.of(),
            Role.CASE_OFFICERS,
            List.of(),
            List.of(),
            named,
            List.of(),
            List.of());
    var delivery =
        Delivery.planned(
            new DeliveryId(casefile.notification(), force),
            plan,
            List.of(),
            now.plus(work.nudge()));
    return new Change.Create(delivery, deed(who, Action.COMBINED, Happening.DELIVERY_PLANNED));
  }

  private Change replaced(Stored<Case> stored, Case becomes, Deed deed, Instant now) {
    Deed stated =
        becomes.contact().isPresent() && !becomes.contact().equals(stored.row().contact())
            ? deed.with("contact", becomes.contact().get().at())
            : deed;
    // What comes too late is a breach from this moment on, whenever the watch looks: nobody talks
    // one away before it does.
    Optional<CaseBreach> late = ladder.breachOf(becomes, now);
    Case judged = becomes;
    if (late.isPresent()) {
      var asked = CaseLadder.askedOfBreach(becomes.plan(), now);
      judged = becomes.breached(late.get(), asked);
      stated = Tasks.stated(stated.with("breach", late.get().cause()), asked);
    }
    Case timed = judged.state().isFinal() ? judged : judged.lookedAt(ladder.look(judged, now));
    return new Change.Replace(stored, timed, stated);
  }

  private static Deed deed(Admitted who, Action action, Happening happening) {
    return Deed.of(Actor.person(who.person().value(), who.organisation()), action, happening);
  }
}
