package uk.firstbell.domain.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uk.firstbell.domain.calendar.AgeRules;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.ladder.CaseLadder;
import uk.firstbell.domain.model.CaseReport;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.domain.story.Task;

/** Whether a well-formed report is usable, and what it lacks (domain sections 7.1 and 7.2). */
public final class IntakeRules {
  /** V-DA-06. */
  private static final Duration OCCURRED_MAX = Duration.ofDays(3);

  /** What to do about each fault; the same words for every sender. */
  private static final Map<String, String> DETAIL =
      Map.ofEntries(
          Map.entry(
              "NOT_YOURS_TO_SPEAK_FOR", "Use a value that the signing key was registered for."),
          Map.entry(
              "MESSAGE_ID_CARRIES_REFERENCE",
              "Choose a message id that does not contain the police reference."),
          Map.entry("AFTER_CREATED", "This moment must not be after createdAt."),
          Map.entry(
              "BEFORE_INTELLIGENCE",
              "This is before the intelligence came; set childrenKnownEarlier if that is so."),
          Map.entry("REASON_NEEDED", "Say why, in words."),
          Map.entry(
              "NAMED_PEOPLE_NEEDED",
              "Name at least one listed person of the social care that answers, and one of the force's own team."),
          Map.entry("COUNT_NEEDED", "Estimate how many children there are: not all are named."),
          Map.entry("AGE_NEEDED", "Give a date of birth or an age band, or say that it is unborn."),
          Map.entry("NAME_NEEDED", "Name the subject, or describe who it is as UNKNOWN."),
          Map.entry("SECTOR_NEEDED", "Say in which sector the position of trust is held."),
          Map.entry("ATTEMPT_NEEDED", "Say when police tried to reach whom they spoke to."),
          Map.entry("BEFORE_FROM", "This moment must not be before from."),
          Map.entry("CARRIES_LINK", "Take the link out; a case never points at material."),
          Map.entry("CARRIES_HASH", "Take the hash out; a case never identifies material."),
          Map.entry("CARRIES_FILE_NAME", "Take the file name out; a case never names material."),
          Map.entry(
              "DESCRIBES_MATERIAL", "Take the description out; a case never describes material."),
          Map.entry("IN_THE_FUTURE", "This moment must not be in the future; check the clock."),
          Map.entry(
              "BACKLOG_REASON_NEEDED", "Say in backlogReason why this was known so long ago."),
          Map.entry(
              "DIFFERS_FROM_ENVELOPE", "Give the same moment as policeAwareAt of the message."),
          Map.entry("BEFORE_START", "This moment must not be before occurredFrom."),
          Map.entry(
              "DURATION_REASON_NEEDED", "Say in durationReason why this lasted over three days."),
          Map.entry("DUPLICATE_REF", "Give each child a ref of its own."),
          Map.entry("NOT_A_CHILD", "No child of the message was under 18 when police knew."),
          Map.entry("REFERRAL_NEEDED", "A HIGH grade or RED needs a referral to social care."),
          Map.entry("EXCEPTION_UNKNOWN", "No statutory exception has been made; leave this out."),
          Map.entry(
              "SUPERSEDES_NOTHING", "A first revision takes the place of nothing; leave this out."),
          Map.entry(
              "SUPERSEDES_NEEDED", "Name the notification that this revision takes the place of."),
          Map.entry(
              "SUPERSEDES_UNKNOWN",
              "Name the notification of the revision before, as its answer gave it."),
          Map.entry(
              "ANOTHER_MATTER",
              "A revision keeps the type, the police reference and the drill of the one before, and does not say that police knew later."),
          Map.entry("TEXT_CARRIES_PHONE", "Take the telephone number out; a school reads this."),
          Map.entry("TEXT_CARRIES_EMAIL", "Take the e-mail address out; a school reads this."),
          Map.entry("TEXT_CARRIES_NI_NUMBER", "Take the National Insurance number out."),
          Map.entry(
              "TEXT_CARRIES_NHS_NUMBER", "Take the ten-digit number out; a school reads this."),
          Map.entry("TEXT_CARRIES_UPN", "Take the pupil number out; a school reads this."),
          Map.entry("TEXT_CARRIES_LINK", "Take the link out; a school reads this."),
          Map.entry("TEXT_CARRIES_SCORE", "Take the score of the risk tool out."),
          Map.entry(
              "PLACE_NEEDED",
              "Name a place of education, or the LA of residence that will find one."),
          Map.entry(
              "RESIDENCE_LA_NEEDED",
              "Social care is told of this child: name the LA of residence."),
          Map.entry("TEXT_SPEAKS_OF_INTELLIGENCE", "A school may not read about intelligence."),
          Map.entry(
              "TEXT_CARRIES_CONFIDENTIAL_ADDRESS",
              "The location is confidential; take out whatever says where it is."),
          Map.entry(
              "TEXT_NAMES_A_CHILD_OF_ANOTHER_SCHOOL",
              "Another school's child is named; write it without the name."));

  private IntakeRules() {}

  /** Every fault of {@code report}, sent by {@code key}'s holder and received at {@code now}. */
  public static List<Fault> faults(Message message, SenderKey key, WorkPolicy policy, Instant now) {
    var faults = new ArrayList<Fault>();
    sender(message, key, faults);
    times(message, policy, now, faults);
    switch (message) {
      case Report report -> {
        incident(report, policy, now, faults);
        children(report, faults);
      }
      case CaseReport report -> casefile(report, policy, now, faults);
    }
    return faults.stream().sorted().toList();
  }

  /**
   * What is wrong with {@code report}, a later revision, as one of the series it says it belongs
   * to.
   *
   * @param before the notification of the revision before it, by the sender's message id; empty if
   *     there is none
   * @param recordRef the pseudonym of the report's police reference
   */
  static List<Fault> faults(Message report, Optional<Head> before, String recordRef) {
    Optional<Head> named =
        before.filter(head -> report.supersedes().equals(Optional.of(head.notification())));
    if (named.isEmpty()) {
      return List.of(fault("/supersedes", "SUPERSEDES_UNKNOWN"));
    }
    Head earlier = named.get();
    var faults = new ArrayList<Fault>();
    if (!earlier.recordRef().equals(recordRef)) {
      faults.add(fault(referenceOf(report), "ANOTHER_MATTER"));
    }
    if (!earlier.messageType().equals(report.messageType())) {
      faults.add(fault("/messageType", "ANOTHER_MATTER"));
    }
    if (earlier.drill() != report.drill()) {
      faults.add(fault("/drill", "ANOTHER_MATTER"));
    }
    if (report instanceof Report && report.policeAwareAt().isAfter(earlier.policeAwareAt())) {
      faults.add(fault("/policeAwareAt", "ANOTHER_MATTER"));
    }
    return faults;
  }

  /** What its sender is asked for within a day, though it goes out without (domain 8.8, no. 15). */
  static List<Task> askedOfSender(Message message, Unit force, Instant now) {
    boolean phoneMissing =
        message instanceof Report report
            && report.adults().stream()
                .anyMatch(adult -> adult.phone().isEmpty() && adult.phoneMissingReason().isEmpty());
    return phoneMissing ? List.of(new Task(Task.Kind.FORCE_PHONE_MISSING, force, now)) : List.of();
  }

  /** What the report lacks that does not stop it (F03, F04). */
  public static List<Missing> missing(Message message, CaseLadder cases, Instant now) {
    return switch (message) {
      case Report report -> missing(report);
      case CaseReport report -> missing(report, cases, now);
    };
  }

  /** A late case without a reason is taken all the same, and its breach says so. */
  private static List<Missing> missing(CaseReport report, CaseLadder cases, Instant now) {
    var missing = new ArrayList<Missing>();
    boolean late = now.isAfter(cases.contactDueAt(report.childrenIdentifiedAt()));
    if (late && report.lateReason().isEmpty()) {
      missing.add(new Missing("/clock/lateReason", "NOT_GIVEN"));
    }
    for (int i = 0; i < report.childParts().size(); i++) {
      if (CaseReport.unknown(report.childParts().get(i), "familyName")) {
        missing.add(new Missing("/children/" + i + "/familyName", "UNKNOWN"));
      }
    }
    for (int i = 0; i < report.subjects().size(); i++) {
      if (isNamed(report.subjects().get(i))
          && report.subjects().get(i).text("dateOfBirth").isEmpty()) {
        missing.add(new Missing("/subjects/" + i + "/dateOfBirth", "NOT_GIVEN"));
      }
    }
    return missing;
  }

  /** What a report of domestic abuse lacks. */
  public static List<Missing> missing(Report report) {
    var missing = new ArrayList<Missing>();
    for (int i = 0; i < report.adults().size(); i++) {
      var adult = report.adults().get(i);
      if (adult.phone().isEmpty()) {
        String reason = adult.phoneMissingReason().orElse("NOT_ASKED");
        missing.add(new Missing("/adults/" + i + "/contact/phone", reason));
      }
    }
    if (report.held()) {
      missing.add(new Missing("/incident/supervisor/releasedAt", "HELD_FOR_RELEASE"));
    }
    for (int i = 0; i < report.children().size(); i++) {
      if (!AgeRules.underAge(report, report.children().get(i))) {
        missing.add(new Missing("/children/" + i + "/dateOfBirth", "HELD_FOR_CORRECTION"));
      }
    }
    return missing;
  }

  private static void sender(Message report, SenderKey key, List<Fault> faults) {
    if (!report.forceCode().equals(key.force().value())) {
      faults.add(fault("/publisher/forceCode", "NOT_YOURS_TO_SPEAK_FOR"));
    }
    if (!key.units().contains(report.unit())) {
      faults.add(fault("/publisher/unit", "NOT_YOURS_TO_SPEAK_FOR"));
    }
    if (!key.messageTypes().contains(report.messageType())) {
      faults.add(fault("/messageType", "NOT_YOURS_TO_SPEAK_FOR"));
    }
    if (alphanumerics(report.clientMessageId().value())
        .contains(alphanumerics(report.policeReference()))) {
      faults.add(fault("/clientMessageId", "MESSAGE_ID_CARRIES_REFERENCE"));
    }
    if (report.revision() == 1 && report.supersedes().isPresent()) {
      faults.add(fault("/supersedes", "SUPERSEDES_NOTHING"));
    }
    if (report.revision() > 1 && report.supersedes().isEmpty()) {
      faults.add(fault("/supersedes", "SUPERSEDES_NEEDED"));
    }
  }

  private static void times(Message report, WorkPolicy policy, Instant now, List<Fault> faults) {
    if (report.policeAwareAt().isAfter(report.createdAt())) {
      faults.add(fault("/policeAwareAt", "AFTER_CREATED"));
    }
    if (report.createdAt().isAfter(now.plus(policy.skew()))) {
      faults.add(fault("/createdAt", "IN_THE_FUTURE"));
    }
    if (report.policeAwareAt().isBefore(now.minus(policy.backlog())) && !report.saysWhyBacklog()) {
      faults.add(fault("/policeAwareAt", "BACKLOG_REASON_NEEDED"));
    }
  }

  private static void incident(Report report, WorkPolicy policy, Instant now, List<Fault> faults) {
    var incident = report.incident();
    if (!incident.policeAwareAt().equals(report.policeAwareAt())) {
      faults.add(fault("/incident/policeAwareAt", "DIFFERS_FROM_ENVELOPE"));
    }
    if (incident.occurredFrom().isAfter(now)) {
      faults.add(fault("/incident/occurredFrom", "IN_THE_FUTURE"));
    }
    if (incident.occurredTo().filter(to -> to.isBefore(incident.occurredFrom())).isPresent()) {
      faults.add(fault("/incident/occurredTo", "BEFORE_START"));
    }
    if (incident.releasedAt().filter(now.plus(policy.skew())::isBefore).isPresent()) {
      faults.add(fault("/incident/supervisor/releasedAt", "IN_THE_FUTURE"));
    }
    if (incident.lastedTooLong(OCCURRED_MAX) && !incident.saysWhyLong()) {
      faults.add(fault("/incident/occurredTo", "DURATION_REASON_NEEDED")); // V-DA-06.
    }
    // V-DA-08.
    if (grave(incident) && report.cscReferral().equals("NOT_REQUIRED")) {
      faults.add(fault("/sharing/cscReferral", "REFERRAL_NEEDED"));
    }
    if (report.namesStatutoryException()) {
      faults.add(fault("/sharing/exceptionCode", "EXCEPTION_UNKNOWN"));
    }
    TextLint.findings(report).forEach(found -> faults.add(fault(found.pointer(), found.code())));
  }

  /** Domain 7.3, access: whoever is named has to be able to act on both sides. */
  static List<Fault> namedPeople(CaseReport report, List<Person> listed) {
    var socialCare = new Unit(Unit.Kind.CSC, report.responsibleLaCode());
    boolean bothSides =
        listed.stream()
                .anyMatch(person ->
                    person.organisation().equals(socialCare) && person.isAny(Role.SOCIAL_CARE))
            && listed.stream()
                .anyMatch(person ->
                    person.organisation().kind() == Unit.Kind.FORCE
                        && person.organisation().code().equals(report.forceCode())
                        && person.isAny(Role.CASE_OFFICERS));
    return report.namedIndividuals().isEmpty() || bothSides
        ? List.of()
        : List.of(fault("/access/namedIndividuals", "NAMED_PEOPLE_NEEDED"));
  }

  private static String referenceOf(Message message) {
    return switch (message) {
      case Report _ -> "/incident/policeReference";
      case CaseReport _ -> "/case/ocsaeReference";
    };
  }

  /** Domain section 7.3. */
  private static void casefile(
      CaseReport report, WorkPolicy policy, Instant now, List<Fault> faults) {
    if (report.childrenIdentifiedAt().isAfter(now.plus(policy.skew()))) {
      faults.add(fault("/clock/childrenIdentifiedAt", "IN_THE_FUTURE"));
    }
    if (report.childrenIdentifiedAt().isBefore(report.intelligenceReceivedAt())
        && !report.childrenKnownEarlier()) {
      faults.add(fault("/clock/childrenIdentifiedAt", "BEFORE_INTELLIGENCE"));
    }
    if (report.hasUnknownChildren() && report.content().whole("childrenCountEstimated").isEmpty()) {
      faults.add(fault("/childrenCountEstimated", "COUNT_NEEDED"));
    }
    if (report.uploadsEndBeforeTheyBegin()) {
      faults.add(fault("/case/uploadWindow/to", "BEFORE_FROM"));
    }
    caseChildren(report, faults);
    subjects(report, faults);
    attempts(report, now.plus(policy.skew()), faults);
    if (report.leavesUnsaidWhy("case", "riskLevel", "NOT_ASSESSED", "riskNotAssessedReason")) {
      faults.add(fault("/case/riskNotAssessedReason", "REASON_NEEDED"));
    }
    if (report.leavesUnsaidWhy("clock", "lateReason", "OTHER", "lateReasonText")) {
      faults.add(fault("/clock/lateReasonText", "REASON_NEEDED"));
    }
    CaseLint.findings(report.content())
        .forEach((pointer, code) -> faults.add(fault(pointer, code)));
  }

  private static void caseChildren(CaseReport report, List<Fault> faults) {
    refs(report, faults);
    for (int i = 0; i < report.childParts().size(); i++) {
      Content.Group child = report.childParts().get(i);
      boolean aged = child.text("dateOfBirth").or(() -> child.text("ageBand")).isPresent();
      if (!aged && !child.is("unborn")) {
        faults.add(fault("/children/" + i + "/dateOfBirth", "AGE_NEEDED"));
      }
    }
  }

  private static void subjects(CaseReport report, List<Fault> faults) {
    for (int i = 0; i < report.subjects().size(); i++) {
      Content.Group subject = report.subjects().get(i);
      String at = "/subjects/" + i;
      for (String name : List.of("givenNames", "familyName")) {
        if (isNamed(subject) && subject.text(name).isEmpty()) {
          faults.add(fault(at + "/" + name, "NAME_NEEDED"));
        }
      }
      boolean nowhere =
          subject
              .group("positionOfTrust")
              .filter(trust -> trust.is("flag") && trust.text("sector").isEmpty())
              .isPresent();
      if (nowhere) {
        faults.add(fault(at + "/positionOfTrust/sector", "SECTOR_NEEDED"));
      }
    }
  }

  private static boolean isNamed(Content.Group subject) {
    return subject.text("description").filter("NAMED"::equals).isPresent();
  }

  private static void attempts(CaseReport report, Instant latest, List<Fault> faults) {
    List<Instant> attempts = report.attemptedAt();
    for (int i = 0; i < attempts.size(); i++) {
      if (attempts.get(i).isAfter(latest)) {
        faults.add(fault("/contact/attemptedAt/" + i, "IN_THE_FUTURE"));
      }
    }
    if (report.spokenTo() && attempts.isEmpty()) {
      faults.add(fault("/contact/attemptedAt", "ATTEMPT_NEEDED"));
    }
  }

  private static void refs(Message message, List<Fault> faults) {
    Set<String> refs = new HashSet<>();
    for (int i = 0; i < message.childParts().size(); i++) {
      Optional<String> ref = message.childParts().get(i).text("ref");
      if (ref.isPresent() && !refs.add(ref.get())) {
        faults.add(fault("/children/" + i + "/ref", "DUPLICATE_REF"));
      }
    }
  }

  private static void children(Report report, List<Fault> faults) {
    refs(report, faults);
    for (int i = 0; i < report.children().size(); i++) {
      Report.Child child = report.children().get(i);
      String at = "/children/" + i;
      if (child.residenceLaCode().isEmpty()) {
        if (report.goesToSocialCare()) {
          faults.add(fault(at + "/residenceLaCode", "RESIDENCE_LA_NEEDED"));
        } else if (child.schools().isEmpty()) { // V-DA-01.
          faults.add(fault(at + "/establishments", "PLACE_NEEDED"));
        }
      }
    }
    if (report.children().stream().noneMatch(child -> AgeRules.underAge(report, child))) {
      faults.add(fault("/children", "NOT_A_CHILD"));
    }
  }

  private static boolean grave(Report.Incident incident) {
    return incident.riskGrade().equals("HIGH") || incident.rag().filter("RED"::equals).isPresent();
  }

  private static Fault fault(String pointer, String code) {
    String detail = DETAIL.get(code);
    if (detail == null) {
      throw new IllegalStateException("a fault has no words");
    }
    return new Fault(pointer, code, detail);
  }

  private static String alphanumerics(String text) {
    return text.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
  }
}
