package uk.firstbell.domain.intake;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.DeadlineRules;
import uk.firstbell.domain.calendar.SchoolDeadline;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.intake.IntakeDecision.Accepted;
import uk.firstbell.domain.intake.IntakeDecision.AlreadyAccepted;
import uk.firstbell.domain.intake.IntakeDecision.MessageIdTaken;
import uk.firstbell.domain.intake.IntakeDecision.NotAuthentic;
import uk.firstbell.domain.intake.IntakeDecision.Receipt;
import uk.firstbell.domain.intake.IntakeDecision.Rejected;
import uk.firstbell.domain.intake.IntakeDecision.Unreadable;
import uk.firstbell.domain.intake.ReportReader.Reading;
import uk.firstbell.domain.intake.SignatureProof.Proof;
import uk.firstbell.domain.ladder.CaseLadder;
import uk.firstbell.domain.matching.MatchingRules;
import uk.firstbell.domain.model.CaseReport;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.CasePolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Claim;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Payload;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Tasks;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.vault.Vault;

/** Takes a police report into the gateway's duty, once. Proves, reads, judges, then writes. */
public final class Intake {
  private static final String UNKNOWN = "UNKNOWN";

  private final SignatureProof proof;
  private final ReportReader reader;
  private final Directory directory;
  private final Pseudonyms pseudonyms;
  private final Vault vault;
  private final Story story;
  private final TimingPolicy timing;
  private final WorkPolicy work;
  private final CaseLadder cases;
  private final InstantSource time;
  private final RandomGenerator chance;

  public Intake(
      SignatureProof proof,
      ReportReader reader,
      Directory directory,
      Pseudonyms pseudonyms,
      Vault vault,
      Story story,
      TimingPolicy timing,
      WorkPolicy work,
      CasePolicy cases,
      InstantSource time,
      RandomGenerator chance) {
    this.proof = proof;
    this.reader = reader;
    this.directory = directory;
    this.pseudonyms = pseudonyms;
    this.vault = vault;
    this.story = story;
    this.timing = timing;
    this.work = work;
    this.cases = new CaseLadder(cases, timing);
    this.time = time;
    this.chance = chance;
  }

  /**
   * Decides about one request. A repeat is harmless; an outage of a store is an exception, and the
   * sender may repeat.
   */
  public IntakeDecision accept(SignedRequest request) {
    Instant now = time.instant();
    return switch (proof.prove(request, now)) {
      case Proof.Unproved(var reason) -> new NotAuthentic(reason);
      case Proof.Proved(var key) ->
          switch (reader.read(request.body())) {
            case Reading.Unreadable(var fault) -> new Unreadable(fault);
            case Reading.Misshapen(var faults) -> new Rejected(faults);
            case Reading.WellFormed(var content) ->
                judge(Message.of(content), request.body(), key, now);
          };
    };
  }

  private IntakeDecision judge(Message report, byte[] body, SenderKey key, Instant now) {
    var faults = new ArrayList<>(IntakeRules.faults(report, key, work, now));
    if (faults.isEmpty() && report.revision() > 1) {
      String recordRef = pseudonyms.reference(key.force(), report.policeReference());
      faults.addAll(IntakeRules.faults(report, before(report, key), recordRef));
    }
    if (faults.isEmpty() && report instanceof CaseReport casefile) {
      faults.addAll(
          IntakeRules.namedPeople(
              casefile,
              casefile.namedIndividuals().stream()
                  .flatMap(person -> directory.person(person).stream())
                  .toList()));
    }
    return faults.isEmpty()
        ? remember(report, body, key, now)
        : firstAnswer(report, body, key).orElseGet(() -> new Rejected(faults));
  }

  private Optional<Head> before(Message report, SenderKey key) {
    return story
        .claim(key.force(), report.clientMessageId(), report.revision() - 1)
        .flatMap(claim -> story.head(claim.row().notification()))
        .map(Stored::row);
  }

  /** A repeat of what was taken gets its first answer, though it would not be taken any more. */
  private Optional<IntakeDecision> firstAnswer(Message report, byte[] body, SenderKey key) {
    return story
        .claim(key.force(), report.clientMessageId(), report.revision())
        .map(Stored::row)
        .filter(claim -> claim.bodyDigest().equals(pseudonyms.body(body)))
        .map(Intake::again);
  }

  private IntakeDecision remember(Message report, byte[] body, SenderKey key, Instant now) {
    var id = NotificationId.at(now, chance);
    var receipt =
        new Receipt(id, provisionalDeadline(report), IntakeRules.missing(report, cases, now));
    var claim =
        new Claim(
            key.force(),
            report.clientMessageId(),
            report.revision(),
            pseudonyms.body(body),
            id,
            receipt.deadline(),
            receipt.missing());
    return switch (story.write(now, changes(report, body, key, claim, now))) {
      case Written.Done() -> new Accepted(receipt);
      case Written.Beaten(var standing) -> answerAgain(claim, standing);
    };
  }

  private List<Change> changes(
      Message report, byte[] body, SenderKey key, Claim claim, Instant now) {
    var id = claim.notification();
    var head = head(report, key, id, now);
    var locked = vault.lock(id, body);
    var sender = Actor.sender(key.keyId(), Unit.force(key.force()));
    var accepted =
        Tasks.stated(Deed.of(sender, Action.COLLECTED, Happening.REPORT_ACCEPTED), head.tasks())
            .about(head.namedSubjects())
            .with("messageType", head.messageType())
            .with("revision", head.revision())
            .with("policeAwareAt", head.policeAwareAt())
            .with("provisionalDeadline", claim.deadline().deliverBy())
            .with("rule", claim.deadline().ruleId())
            .with("missing", claim.missing().size());
    if (report instanceof CaseReport casefile && casefile.trustedInEducation()) {
      accepted = accepted.with("schoolDisclosure", "BLOCKED_PENDING_LADO"); // V-OC-01.
    }
    return List.of(
        new Change.Create(claim, Deed.of(sender, Action.COLLECTED, Happening.MESSAGE_ID_CLAIMED)),
        new Change.Create(head, accepted),
        new Change.Create(
            new Payload(id, locked.sealed()),
            Deed.of(sender, Action.COLLECTED, Happening.PAYLOAD_STORED)),
        new Change.KeepKey(id, Kept.PAYLOAD, locked.wrappedKey()));
  }

  private Head head(Message report, SenderKey key, NotificationId id, Instant now) {
    var subjects = report.childParts().stream().map(this::subject).toList();
    return new Head(
        id,
        key.force(),
        report.clientMessageId(),
        report.unit(),
        report.messageType(),
        report.revision(),
        report.supersedes(),
        report.drill(),
        now,
        report.policeAwareAt(),
        pseudonyms.reference(key.force(), report.policeReference()),
        subjects,
        Head.State.ACCEPTED,
        Optional.empty(),
        IntakeRules.askedOfSender(report, Unit.force(key.force()), now),
        Optional.of(Stage.ROUTING),
        Optional.of(now.plus(work.unroutedRetry())));
  }

  private String subject(Content.Group child) {
    return CaseReport.unknown(child, "familyName")
        ? Head.NAMELESS
        : pseudonyms.subject(
            child.text("givenNames").orElse(UNKNOWN),
            child.text("familyName").orElse(UNKNOWN),
            child.text("dateOfBirth").orElse(UNKNOWN));
  }

  private Deadline provisionalDeadline(Message message) {
    return switch (message) {
      case Report report -> provisionalDeadline(report);
      case CaseReport report ->
          CaseLadder.deadline(cases.contactDueAt(report.childrenIdentifiedAt()));
    };
  }

  /** The earliest of what the named schools will be owed; without a school, the officer's (R12). */
  private Deadline provisionalDeadline(Report report) {
    return MatchingRules.schools(report).stream()
        .filter(urn -> directory.school(urn).filter(School::open).isPresent())
        .map(urn -> DeadlineRules.deadline(directory.calendar(urn), report.policeAwareAt(), timing))
        .map(SchoolDeadline::deadline)
        .min(comparing(Deadline::deliverBy))
        .orElseGet(() ->
            DeadlineRules.officeDeadline(directory.officeDays(), report.policeAwareAt(), timing)
                .deadline());
  }

  private static IntakeDecision answerAgain(Claim asked, List<Stored<? extends Row>> standing) {
    for (var stored : standing) {
      if (stored.row() instanceof Claim first) {
        return first.bodyDigest().equals(asked.bodyDigest()) ? again(first) : new MessageIdTaken();
      }
    }
    throw new IllegalStateException("a fresh notification id was taken");
  }

  private static IntakeDecision again(Claim first) {
    return new AlreadyAccepted(
        new Receipt(first.notification(), first.deadline(), first.missing()));
  }
}
