package uk.firstbell.domain.dispatch;

import static uk.firstbell.domain.dispatch.Dispatch.DISPATCH;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.calendar.AlertRules;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.disclosure.DisclosureRules;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.dispatch.DispatchDecision.Contended;
import uk.firstbell.domain.dispatch.DispatchDecision.MadeAvailable;
import uk.firstbell.domain.dispatch.DispatchDecision.NoLiveReader;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Urn;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.vault.AcceptedReports;

/**
 * Seals one copy to each named reader and makes them available.
 *
 * <p>There is no claim here: a copy that exists is never made again, so two workers at once waste
 * work and nothing else.
 */
public final class Release {
  private final Story story;
  private final AcceptedReports reports;
  private final Directory directory;
  private final CanonicalForm form;
  private final Sealer sealer;
  private final RandomGenerator chance;
  private final TimingPolicy timing;
  private final WorkPolicy work;

  /**
   * A release.
   *
   * @param chance a secure source: the opening tokens come from it
   */
  public Release(
      Story story,
      AcceptedReports reports,
      Directory directory,
      CanonicalForm form,
      Sealer sealer,
      RandomGenerator chance,
      TimingPolicy timing,
      WorkPolicy work) {
    this.story = story;
    this.reports = reports;
    this.directory = directory;
    this.form = form;
    this.sealer = sealer;
    this.chance = chance;
    this.timing = timing;
    this.work = work;
  }

  DispatchDecision seal(Stored<Delivery> stored, Instant now) {
    Delivery delivery = stored.row();
    Report report = reports.report(delivery.delivery().notification());
    Content.Group notice =
        DisclosureRules.notice(
            report,
            Profile.of(delivery.plan().profile()),
            new Urn(delivery.delivery().unit().code()));
    var planned =
        delivery.plan().readers().stream().map(named -> named.person()).collect(Collectors.toSet());
    directory.readers(delivery.delivery().unit(), Dispatch.READERS, now).stream()
        .filter(live -> planned.contains(live.person().id()))
        .filter(live -> story.copy(delivery.delivery(), live.person().id()).isEmpty())
        .forEach(live -> sealTo(live, delivery, report.revision(), notice, now));
    int copies = story.copies(delivery.delivery()).size();
    return copies == 0 ? nobody(stored, now) : available(stored, copies, now);
  }

  private void sealTo(
      Reader to, Delivery delivery, int revision, Content.Group notice, Instant now) {
    var id = delivery.delivery();
    var person = to.person().id();
    var token = OpeningToken.fresh(chance);
    byte[] content = form.bytesOf(BoundNotice.of(notice, id, revision, person, now, token));
    sealed(to, content, now)
        .ifPresent(message -> {
          var copy = Copy.fresh(id, person, message, token.hash(), now);
          var deed =
              Deed.of(DISPATCH, Action.SEALED, Happening.COPY_SEALED)
                  .with("reader", person)
                  .with("profile", delivery.plan().profile())
                  .with("certificates", fingerprints(to))
                  .with("copyHash", Fields.sha256(message));
          // Beaten means that another worker made this copy, which is as good.
          story.write(now, List.of(new Change.Create(copy, deed)));
        });
  }

  /** A certificate that cannot be sealed to is as good as none; the others still get theirs. */
  private Optional<byte[]> sealed(Reader to, byte[] content, Instant now) {
    var certificates = to.certificates().stream().map(ReaderCertificate::certificate).toList();
    try {
      return Optional.of(sealer.seal(certificates, content, now));
    } catch (Sealer.UnusableCertificateException unusable) {
      return Optional.empty();
    }
  }

  private static String fingerprints(Reader to) {
    return to.certificates().stream()
        .map(certificate -> Fields.sha256(certificate.certificate()))
        .collect(Collectors.joining(" "));
  }

  private DispatchDecision available(Stored<Delivery> stored, int copies, Instant now) {
    Delivery delivery = stored.row();
    Instant alertAt = delivery.plan().alertAt();
    Delivery becomes =
        alertAt.isAfter(now)
            ? delivery.available(alertAt)
            : delivery.alerting(now.plus(work.nudge()));
    var deed =
        Deed.of(DISPATCH, Action.ALTERED, Happening.MADE_AVAILABLE)
            .with("copies", copies)
            .with("alertAt", alertAt);
    return written(stored, becomes, deed, new MadeAvailable(copies), now);
  }

  private DispatchDecision nobody(Stored<Delivery> stored, Instant now) {
    Delivery delivery = stored.row();
    var task = new Task(Task.Kind.LA_DUTY, delivery.plan().localAuthority(), now);
    var deed =
        Deed.of(DISPATCH, Action.ESCALATED, Happening.NO_LIVE_READER)
            .with("task", task.kind())
            .with("assignee", task.assignee());
    return written(
        stored,
        delivery.overdue(List.of(task), AlertRules.nextDailyTask(now, timing)),
        deed,
        new NoLiveReader(),
        now);
  }

  private DispatchDecision written(
      Stored<Delivery> stored, Delivery becomes, Deed deed, DispatchDecision done, Instant now) {
    return switch (story.write(now, List.of(new Change.Replace(stored, becomes, deed)))) {
      case Written.Done() -> done;
      case Written.Beaten _ -> new Contended();
    };
  }
}
