package uk.firstbell.domain.dispatch;

import static uk.firstbell.domain.dispatch.Dispatch.DISPATCH;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.disclosure.DisclosureRules;
import uk.firstbell.domain.disclosure.Profile;
import uk.firstbell.domain.dispatch.DispatchDecision.Contended;
import uk.firstbell.domain.dispatch.DispatchDecision.MadeAvailable;
import uk.firstbell.domain.dispatch.DispatchDecision.NoLiveReader;
import uk.firstbell.domain.ladder.Ladder;
import uk.firstbell.domain.matching.ConflictRules;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.PlannedReader;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Tasks;
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
  private final Readership readership;
  private final CanonicalForm form;
  private final Sealer sealer;
  private final RandomGenerator chance;
  private final Ladder ladder;
  private final LadderPolicy rungs;

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
      Ladder ladder,
      TimingPolicy timing,
      LadderPolicy rungs) {
    this.story = story;
    this.reports = reports;
    this.readership = new Readership(directory, timing);
    this.form = form;
    this.sealer = sealer;
    this.chance = chance;
    this.ladder = ladder;
    this.rungs = rungs;
  }

  /** Seals what is planned; where nobody can read, people are asked to act. */
  DispatchDecision seal(Stored<Delivery> stored, Instant now) {
    Delivery delivery = stored.row();
    List<Reader> live = readership.readers(delivery.plan(), now);
    List<Reader> usable = usable(live, now);
    if (!usable.isEmpty()) {
      Message report = reports.message(delivery.delivery().notification());
      List<PersonId> parties = parties(report, usable);
      if (!parties.isEmpty()) {
        return barred(stored, parties, now);
      }
      sealToEach(delivery, report, usable, now);
    }
    var copied = copied(delivery, live);
    return copied.isEmpty()
        ? nobody(stored, now)
        : available(stored, copied, live.size() - usable.size(), now);
  }

  /**
   * Seals to whoever became a reader since the copies were made. The reason is in the trail before
   * anything is decrypted; a party who became one is barred, and gets nothing.
   *
   * @return the delivery as it stands afterwards; empty if another writer came first
   */
  Optional<Stored<Delivery>> sealToNewReaders(Stored<Delivery> stored, Instant now) {
    Delivery delivery = stored.row();
    List<Reader> live = readership.readers(delivery.plan(), now);
    var named = Readership.named(delivery.plan(), live);
    Stored<Delivery> standing = stored;
    if (!ids(named).equals(ids(delivery.plan().readers()))) {
      var joined = new TreeSet<>(ids(named));
      joined.removeAll(ids(delivery.plan().readers()));
      var left = new TreeSet<>(ids(delivery.plan().readers()));
      left.removeAll(ids(named));
      var deed =
          Deed.of(DISPATCH, Action.ALTERED, Happening.READERS_CHANGED)
              .with("joined", String.join(" ", joined))
              .with("left", String.join(" ", left));
      Delivery read = delivery.readBy(named, ladder.look(delivery, true, now));
      Delivery becomes =
          joined.isEmpty() || !alertedByNoRung(delivery)
              ? read
              : read.owing(new Rung(Rung.Kind.REMINDER, now));
      Optional<Stored<Delivery>> written = written(stored, becomes, deed, now);
      if (written.isEmpty()) {
        return written;
      }
      standing = written.get();
    }
    List<Reader> without = withoutCopy(delivery, usable(live, now));
    if (without.isEmpty()) {
      return Optional.of(standing);
    }
    Message report = reports.message(delivery.delivery().notification());
    List<PersonId> parties = parties(report, without);
    sealToEach(
        delivery,
        report,
        without.stream().filter(reader -> !parties.contains(reader.person().id())).toList(),
        now);
    return parties.isEmpty() ? Optional.of(standing) : bar(standing, parties, now);
  }

  /** Past its last rung a case has none at a change of duty, and is as urgent as it was before. */
  private static boolean alertedByNoRung(Delivery delivery) {
    return delivery.plan().ofCase()
        && delivery.nextRung().isEmpty()
        && delivery.climb().owed().isEmpty();
  }

  private List<Reader> usable(List<Reader> readers, Instant now) {
    return readers.stream()
        .filter(reader ->
            reader.certificates().stream()
                .anyMatch(device -> sealer.usable(device.certificate(), now)))
        .toList();
  }

  private List<Reader> withoutCopy(Delivery delivery, List<Reader> readers) {
    return readers.stream()
        .filter(reader -> story.copy(delivery.delivery(), reader.person().id()).isEmpty())
        .toList();
  }

  private static List<PersonId> parties(Message report, List<Reader> readers) {
    return ConflictRules.parties(report, readers.stream().map(Reader::person).toList());
  }

  /** Somebody who was no reader when it was planned is a party: they are left out from now on. */
  private DispatchDecision barred(Stored<Delivery> stored, List<PersonId> parties, Instant now) {
    return bar(stored, parties, now).map(standing -> seal(standing, now)).orElseGet(Contended::new);
  }

  private Optional<Stored<Delivery>> bar(
      Stored<Delivery> stored, List<PersonId> parties, Instant now) {
    Delivery delivery = stored.row();
    var readers =
        delivery.plan().readers().stream()
            .filter(reader -> !parties.contains(reader.person()))
            .toList();
    var barred = new ArrayList<>(delivery.plan().barred());
    barred.addAll(parties);
    var asked = List.of(new Task(Task.Kind.LA_PARTY, delivery.plan().fallback(), now));
    var deed =
        Tasks.stated(
            Deed.of(DISPATCH, Action.ESCALATED, Happening.PARTY_BARRED)
                .with("barred", parties.size()),
            asked);
    Delivery becomes = delivery.barring(readers, barred, asked, ladder.look(delivery, true, now));
    return written(stored, becomes, deed, now);
  }

  private Optional<Stored<Delivery>> written(
      Stored<Delivery> stored, Delivery becomes, Deed deed, Instant now) {
    return story.write(now, List.of(new Change.Replace(stored, becomes, deed)))
            instanceof Written.Done
        ? story.delivery(becomes.delivery())
        : Optional.empty();
  }

  private static Set<String> ids(List<PlannedReader> readers) {
    return readers.stream()
        .map(reader -> reader.person().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Makes whatever copies are missing. */
  private void sealToEach(Delivery delivery, Message report, List<Reader> readers, Instant now) {
    var plan = delivery.plan();
    Content.Group notice =
        plan.unit().kind() == Unit.Kind.FORCE
            ? DisclosureRules.answer(
                reports.answer(delivery.delivery().notification()), report, plan.unit())
            : DisclosureRules.notice(
                report,
                Profile.of(plan.profile()),
                plan.unit(),
                plan.children().stream().map(report.childParts()::get).toList());
    for (Reader reader : withoutCopy(delivery, readers)) {
      sealTo(reader, delivery, report.revision(), notice, now);
    }
  }

  private void sealTo(
      Reader to, Delivery delivery, int revision, Content.Group notice, Instant now) {
    var id = delivery.delivery();
    var person = to.person().id();
    var token = OpeningToken.fresh(chance);
    byte[] content = form.bytesOf(BoundNotice.of(notice, id, revision, person, now, token));
    var usable =
        to.certificates().stream()
            .filter(device -> sealer.usable(device.certificate(), now))
            .toList();
    byte[] message =
        sealer.seal(usable.stream().map(ReaderCertificate::certificate).toList(), content, now);
    var copy = Copy.fresh(id, person, message, token.hash(), now);
    var deed =
        Deed.of(DISPATCH, Action.SEALED, Happening.COPY_SEALED)
            .with("reader", person)
            .with("profile", delivery.plan().profile())
            .with("certificates", fingerprints(usable))
            .with("copyHash", Fields.sha256(message));
    // Beaten means that another worker made this copy, which is as good.
    story.write(now, List.of(new Change.Create(copy, deed)));
  }

  private static String fingerprints(List<ReaderCertificate> certificates) {
    return certificates.stream()
        .map(certificate -> Fields.sha256(certificate.certificate()))
        .collect(Collectors.joining(" "));
  }

  /** Those of {@code live} who have a copy. */
  private List<PlannedReader> copied(Delivery delivery, List<Reader> live) {
    var have =
        story.copies(delivery.delivery()).stream()
            .map(copy -> copy.row().reader())
            .collect(Collectors.toSet());
    return Readership.named(
        delivery.plan(),
        live.stream().filter(reader -> have.contains(reader.person().id())).toList());
  }

  private DispatchDecision available(
      Stored<Delivery> stored, List<PlannedReader> copied, int unusable, Instant now) {
    Delivery delivery = stored.row();
    var becomes = delivery.available(copied, now);
    var deed =
        Deed.of(DISPATCH, Action.ALTERED, Happening.MADE_AVAILABLE)
            .with("copies", copied.size())
            .with("unusable", unusable)
            .with("alertAt", delivery.plan().alert().at());
    Delivery looked = becomes.lookedAt(ladder.look(becomes, becomes.next().isPresent(), now));
    return written(stored, looked, deed, new MadeAvailable(copied.size(), unusable), now);
  }

  /** The authority is asked at once and the head later; at each rung it is tried again. */
  private DispatchDecision nobody(Stored<Delivery> stored, Instant now) {
    Delivery delivery = stored.row();
    var asked =
        delivery.asked(Task.Kind.LA_NO_LIVE_READER)
            ? List.<Task>of()
            : List.of(new Task(Task.Kind.LA_NO_LIVE_READER, delivery.plan().fallback(), now));
    var deed = Tasks.stated(Deed.of(DISPATCH, Action.ESCALATED, Happening.NO_LIVE_READER), asked);
    Instant rung = ladder.look(delivery, false, now);
    Instant headAt = now.plus(rungs.callAfter());
    boolean headFirst = !delivery.asked(Task.Kind.CALL_HEAD) && headAt.isBefore(rung);
    Delivery becomes = delivery.waiting(asked, headFirst ? headAt : rung);
    return written(stored, becomes, deed, new NoLiveReader(), now);
  }

  private DispatchDecision written(
      Stored<Delivery> stored, Delivery becomes, Deed deed, DispatchDecision done, Instant now) {
    return switch (story.write(now, List.of(new Change.Replace(stored, becomes, deed)))) {
      case Written.Done() -> done;
      case Written.Beaten _ -> new Contended();
    };
  }
}
