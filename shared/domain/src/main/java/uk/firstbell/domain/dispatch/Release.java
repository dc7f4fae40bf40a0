package uk.firstbell.domain.dispatch;

import static java.util.Comparator.naturalOrder;
import static uk.firstbell.domain.dispatch.Dispatch.DISPATCH;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import uk.firstbell.domain.dispatch.DispatchDecision.SealedAgain;
import uk.firstbell.domain.ladder.Ladder;
import uk.firstbell.domain.matching.ConflictRules;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.policy.LadderPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.PlannedReader;
import uk.firstbell.domain.story.Rung;
import uk.firstbell.domain.story.SealingAgain;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Task;
import uk.firstbell.domain.story.Tasks;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.vault.AcceptedReports;

/**
 * Seals one copy to each named reader and makes them available; and seals a reader's again once
 * they have a device that cannot open it.
 *
 * <p>There is no claim here: a copy that a reader's every device opens is never made again, so two
 * workers at once waste work and nothing else.
 */
public final class Release {
  private final Story story;
  private final Attempts attempts;
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
    this.attempts = new Attempts(story);
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
      Optional<List<Owed>> owed = reasoned(owed(delivery, usable, now), Optional.empty(), now);
      if (owed.isEmpty()) {
        return new Contended();
      }
      Message report = reports.message(delivery.delivery().notification());
      List<PersonId> parties = parties(report, usable);
      if (!parties.isEmpty()) {
        return barred(stored, parties, now);
      }
      if (!sealToEach(delivery, report, owed.get(), now)) {
        return new Contended();
      }
    }
    var copied = copied(delivery, live);
    return copied.isEmpty()
        ? nobody(stored, now)
        : available(stored, copied, live.size() - usable.size(), now);
  }

  /**
   * Seals to whoever became a reader since the copies were made, and to devices that a reader has
   * had certified since. The reason is in the trail before anything is decrypted; a party who
   * became a reader is barred, and gets nothing.
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
      Optional<Stored<Delivery>> written = attempts.replaced(stored, becomes, deed, now);
      if (written.isEmpty()) {
        return written;
      }
      standing = written.get();
    }
    return sealedTo(
        standing, owed(delivery, usable(withWishing(delivery, live, now), now), now), now);
  }

  /**
   * Seals again to whoever has a copy and a device that cannot open it; to nobody who has none.
   *
   * @return as {@link #sealToNewReaders}
   */
  Optional<Stored<Delivery>> sealToOtherDevices(Stored<Delivery> stored, Instant now) {
    Delivery delivery = stored.row();
    List<Reader> onDuty = readership.readers(delivery.plan(), now);
    List<Reader> live = usable(withWishing(delivery, onDuty, now), now);
    List<Owed> owed =
        owed(delivery, live, now).stream().filter(one -> one.before().isPresent()).toList();
    return sealedTo(stored, owed, now);
  }

  private Optional<Stored<Delivery>> sealedTo(
      Stored<Delivery> standing, List<Owed> owed, Instant now) {
    return sealedToEach(standing, owed, now).flatMap(sealed -> wishesEnded(sealed, now));
  }

  /** Says of each wish what came of it; empty if one is open yet, or another writer came first. */
  private Optional<Stored<Delivery>> wishesEnded(Stored<Delivery> sealed, Instant now) {
    Optional<Stored<Delivery>> standing = Optional.of(sealed);
    for (PersonId reader : sealed.row().wishing()) {
      standing = standing.flatMap(stored -> wishEnded(stored, reader, now));
    }
    return standing;
  }

  private Optional<Stored<Delivery>> wishEnded(
      Stored<Delivery> stored, PersonId reader, Instant now) {
    Delivery delivery = stored.row();
    return delivery
        .again(reader)
        .flatMap(wish -> cameOfIt(delivery, reader, now).map(wish::ended))
        .flatMap(ended -> attempts.replaced(stored, delivery.leaving(ended), ending(ended), now));
  }

  /** Empty if a device was certified while the others were sealed to. */
  private Optional<SealingAgain.Progress> cameOfIt(
      Delivery delivery, PersonId reader, Instant now) {
    if (delivery.plan().barred().contains(reader)) {
      return Optional.of(SealingAgain.Progress.PARTY);
    }
    List<Reader> live = usable(delivery, reader, now);
    if (live.isEmpty()) {
      return Optional.of(SealingAgain.Progress.NOT_ELIGIBLE);
    }
    if (owed(delivery, live, now).isEmpty()) {
      return Optional.of(SealingAgain.Progress.DONE);
    }
    return erased(delivery) ? Optional.of(SealingAgain.Progress.ERASED) : Optional.empty();
  }

  /** What the trail says of a wish that is over, as dispatch left it. */
  static Deed ending(SealingAgain wish) {
    Deed deed =
        wish.progress() == SealingAgain.Progress.DONE
            ? Deed.of(DISPATCH, Action.ALTERED, Happening.SEALING_AGAIN_DONE)
            : notSealed(wish.progress());
    return deed.with("reader", wish.reader());
  }

  private Optional<Stored<Delivery>> sealedToEach(
      Stored<Delivery> standing, List<Owed> owed, Instant now) {
    Delivery delivery = standing.row();
    if (owed.isEmpty()) {
      return Optional.of(standing);
    }
    if (erased(delivery)) {
      return attempts.replaced(standing, delivery, notSealed(SealingAgain.Progress.ERASED), now);
    }
    Optional<List<Owed>> reasoned = reasoned(owed, Optional.empty(), now);
    if (reasoned.isEmpty()) {
      return Optional.empty();
    }
    Message report = reports.message(delivery.delivery().notification());
    List<PersonId> parties = parties(report, owed.stream().map(Owed::reader).toList());
    List<Owed> mayRead =
        reasoned.get().stream()
            .filter(one -> !parties.contains(one.reader().person().id()))
            .toList();
    if (!sealToEach(delivery, report, mayRead, now)) {
      return Optional.empty();
    }
    return parties.isEmpty() ? Optional.of(standing) : bar(standing, parties, now);
  }

  /** Does what was agreed to of a closed delivery: one reader's copy after the other. */
  DispatchDecision sealAsApproved(Stored<Delivery> stored, Instant now) {
    Stored<Delivery> standing = stored;
    int done = 0;
    int not = 0;
    for (SealingAgain wish : stored.row().again()) {
      if (wish.progress() != SealingAgain.Progress.APPROVED) {
        continue;
      }
      Optional<SealingAgain.Progress> end = sealedAsApproved(standing.row(), wish, now);
      if (end.isEmpty()) {
        return new Contended();
      }
      boolean sealed = end.get() == SealingAgain.Progress.DONE;
      SealingAgain ended = wish.ended(end.get());
      Delivery becomes = standing.row().leaving(ended);
      Deed deed = ending(ended);
      if (end.get() == SealingAgain.Progress.PARTY) {
        // They keep nothing of it: what they had before is closed to them too, and people are told.
        var asked = new Task(Task.Kind.LA_PARTY, becomes.plan().fallback(), now);
        becomes = becomes.closedTo(wish.reader(), asked);
        deed =
            Tasks.stated(
                Deed.of(DISPATCH, Action.ESCALATED, Happening.PARTY_BARRED)
                    .with("barred", 1)
                    .with("reader", wish.reader()),
                List.of(asked));
      }
      Optional<Stored<Delivery>> written = attempts.replaced(standing, becomes, deed, now);
      if (written.isEmpty()) {
        return new Contended();
      }
      standing = written.get();
      done += sealed ? 1 : 0;
      not += sealed ? 0 : 1;
    }
    return new SealedAgain(done, not);
  }

  /** What came of it; empty if another writer came first. */
  private Optional<SealingAgain.Progress> sealedAsApproved(
      Delivery delivery, SealingAgain wish, Instant now) {
    if (erased(delivery)) {
      return Optional.of(SealingAgain.Progress.ERASED);
    }
    List<Reader> live = usable(delivery, wish.reader(), now);
    if (live.isEmpty()) {
      return Optional.of(SealingAgain.Progress.NOT_ELIGIBLE);
    }
    Optional<List<Owed>> owed = reasoned(owed(delivery, live, now), wish.decidedBy(), now);
    if (owed.isEmpty()) {
      return Optional.empty();
    }
    if (owed.get().isEmpty()) {
      return Optional.of(SealingAgain.Progress.DONE);
    }
    Message report = reports.message(delivery.delivery().notification());
    if (!parties(report, live).isEmpty()) {
      return Optional.of(SealingAgain.Progress.PARTY);
    }
    return sealToEach(delivery, report, owed.get(), now)
        ? Optional.of(SealingAgain.Progress.DONE)
        : Optional.empty();
  }

  private boolean erased(Delivery delivery) {
    return reports.erased(
        delivery.delivery().notification(), delivery.plan().unit().kind() == Unit.Kind.FORCE);
  }

  private static Deed notSealed(SealingAgain.Progress why) {
    return Deed.of(DISPATCH, Action.ALTERED, Happening.NOT_SEALED_AGAIN).with("reason", why);
  }

  /** Past its last rung a case has none at a change of duty, and is as urgent as it was before. */
  private static boolean alertedByNoRung(Delivery delivery) {
    return delivery.plan().ofCase()
        && delivery.nextRung().isEmpty()
        && delivery.climb().owed().isEmpty();
  }

  /** And whoever asked for their copy to be sealed again, on duty or not. */
  private List<Reader> withWishing(Delivery delivery, List<Reader> live, Instant now) {
    Set<PersonId> there = live.stream().map(one -> one.person().id()).collect(Collectors.toSet());
    return Stream.concat(
            live.stream(),
            readership.readersAtAnyHour(delivery.plan(), now).stream()
                .filter(one -> delivery.wishing().contains(one.person().id()))
                .filter(one -> !there.contains(one.person().id())))
        .toList();
  }

  /** That reader, if they still are one, on duty or not, and have a device; nobody else. */
  private List<Reader> usable(Delivery delivery, PersonId reader, Instant now) {
    return usable(readership.readersAtAnyHour(delivery.plan(), now), now).stream()
        .filter(one -> one.person().id().equals(reader))
        .toList();
  }

  private List<Reader> usable(List<Reader> readers, Instant now) {
    return readers.stream()
        .filter(reader ->
            reader.certificates().stream()
                .anyMatch(device -> sealer.usable(device.certificate(), now)))
        .toList();
  }

  /** A reader who is to have a copy for every device of theirs, and the one they have. */
  private record Owed(
      Reader reader, List<ReaderCertificate> devices, Optional<Stored<Copy>> before) {
    /** Whether the copy they have is sealed to every device. */
    boolean has() {
      return before.filter(copy -> devices.stream().allMatch(copy.row()::sealedTo)).isPresent();
    }

    /** Whether a device of theirs can open the copy they have. */
    boolean stillReads() {
      return before.filter(copy -> devices.stream().anyMatch(copy.row()::sealedTo)).isPresent();
    }
  }

  /** Those of {@code readers} without a copy, or with a device that cannot open theirs. */
  private List<Owed> owed(Delivery delivery, List<Reader> readers, Instant now) {
    return readers.stream()
        .map(reader ->
            new Owed(
                reader,
                devices(reader, now),
                story.copy(delivery.delivery(), reader.person().id())))
        .filter(one -> !one.has())
        .toList();
  }

  private List<ReaderCertificate> devices(Reader reader, Instant now) {
    return reader.certificates().stream()
        .filter(device -> sealer.usable(device.certificate(), now))
        .toList();
  }

  /**
   * Writes down why each copy is to be sealed again, before anything is decrypted for it. Why one
   * is sealed for the first time is written of its delivery.
   *
   * @param approvedBy who agreed, where somebody has to
   * @return the same, as they stand then; empty if another writer came first
   */
  private Optional<List<Owed>> reasoned(
      List<Owed> owed, Optional<PersonId> approvedBy, Instant now) {
    var reasoned = new ArrayList<Owed>();
    for (Owed one : owed) {
      if (one.before().isEmpty()) {
        reasoned.add(one);
        continue;
      }
      Stored<Copy> before = one.before().get();
      var reason =
          Deed.of(DISPATCH, Action.ALTERED, Happening.SEALING_AGAIN)
              .with("reason", one.stillReads() ? "FURTHER_DEVICE" : "NO_DEVICE_LEFT");
      var deed = approvedBy.map(by -> reason.with("approvedBy", by)).orElse(reason);
      if (!(story.write(now, List.of(new Change.Replace(before, before.row(), deed)))
          instanceof Written.Done)) {
        return Optional.empty();
      }
      reasoned.add(
          new Owed(
              one.reader(),
              one.devices(),
              story.copy(before.row().delivery(), before.row().reader())));
    }
    return Optional.of(reasoned);
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
    // What is opened is answered for by when it was, whoever is left out meanwhile.
    Instant look =
        delivery.state() == Delivery.State.OPENED
            ? delivery.dueAt().orElse(now)
            : ladder.look(delivery, true, now);
    return attempts.replaced(stored, delivery.barring(readers, barred, asked, look), deed, now);
  }

  private static Set<String> ids(List<PlannedReader> readers) {
    return readers.stream()
        .map(reader -> reader.person().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Makes whatever copies are owed; whether no other writer changed one meanwhile. */
  private boolean sealToEach(Delivery delivery, Message report, List<Owed> owed, Instant now) {
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
    boolean all = true;
    for (Owed one : owed) {
      all &= sealTo(one, delivery, report.revision(), notice, now);
    }
    return all;
  }

  private boolean sealTo(
      Owed to, Delivery delivery, int revision, Content.Group notice, Instant now) {
    var id = delivery.delivery();
    var person = to.reader().person().id();
    var token = OpeningToken.fresh(chance);
    byte[] content = form.bytesOf(BoundNotice.of(notice, id, revision, person, now, token));
    byte[] message =
        sealer.seal(
            to.devices().stream().map(ReaderCertificate::certificate).toList(), content, now);
    List<String> devices = to.devices().stream().map(ReaderCertificate::id).toList();
    boolean again = to.before().isPresent();
    var deed =
        Deed.of(
                DISPATCH,
                Action.SEALED,
                again ? Happening.COPY_SEALED_AGAIN : Happening.COPY_SEALED)
            .with("reader", person)
            .with("profile", delivery.plan().profile())
            .with("certificates", fingerprints(to.devices()))
            .with("copyHash", Fields.sha256(message));
    Change change =
        to.before()
            .<Change>map(before ->
                new Change.Replace(
                    before,
                    before.row().sealedAgain(message, devices, token.hash(), to.stillReads()),
                    deed))
            .orElseGet(() ->
                new Change.Create(
                    Copy.fresh(id, person, message, devices, token.hash(), now), deed));
    // Beaten to a first copy means that another worker made it, which is as good.
    return story.write(now, List.of(change)) instanceof Written.Done || !again;
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
    Instant headAt =
        delivery.tasks().stream()
            .filter(task -> task.kind() == Task.Kind.LA_NO_LIVE_READER)
            .map(Task::since)
            .min(naturalOrder())
            .orElse(now)
            .plus(rungs.callAfter());
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
