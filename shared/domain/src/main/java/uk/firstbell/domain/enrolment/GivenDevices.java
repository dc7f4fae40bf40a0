package uk.firstbell.domain.enrolment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Directory;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.policy.EnrolmentPolicy;
import uk.firstbell.domain.policy.TimingPolicy;
import uk.firstbell.domain.story.Attempts;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/**
 * Notes when devices end that the directory was given already certified, so that people are warned
 * of them too: nobody asked for those here, and nothing else would note it.
 */
public final class GivenDevices {
  private final Story story;
  private final Attempts attempts;
  private final Directory directory;
  private final DeviceRegister register;
  private final EnrolmentPolicy policy;
  private final TimingPolicy timing;
  private final InstantSource time;

  public GivenDevices(
      Story story,
      Directory directory,
      DeviceRegister register,
      EnrolmentPolicy policy,
      TimingPolicy timing,
      InstantSource time) {
    this.story = story;
    this.attempts = new Attempts(story);
    this.directory = directory;
    this.register = register;
    this.policy = policy;
    this.timing = timing;
    this.time = time;
  }

  /**
   * Notes the ends of what {@code book}, which is stored already, lists. What is noted is left as
   * it is, unless its certificate ends at another time; what was withdrawn, or has ended, is not
   * noted. To be repeated if it was interrupted.
   */
  public void note(DirectoryBook book) {
    book.certificates().forEach(this::note);
  }

  private void note(ReaderCertificate held) {
    Instant now = time.instant();
    attempts.decide(
        () ->
            directory
                .person(held.person())
                .map(Person::organisation)
                .flatMap(unit -> register.device(unit, held.person(), held.id()))
                .map(Stored::row)
                .filter(device -> device.state() == Device.State.ACTIVE)
                .flatMap(device -> noted(device, now))
                .map(change -> attempts.written(List.of(change), true, now))
                .orElse(Optional.of(false)),
        false);
  }

  private Optional<Change> noted(Device device, Instant now) {
    return device.certificates().stream()
        .findFirst()
        .filter(newest -> now.isBefore(newest.notAfter()))
        .map(newest ->
            Expiry.given(
                device,
                newest,
                EnrolmentRules.warningsOfGiven(newest.notAfter(), policy, timing, now)))
        .flatMap(this::change);
  }

  private Optional<Change> change(Expiry given) {
    var deed =
        Deed.of(Actor.gateway("enrolment"), Action.ALTERED, Happening.END_NOTED)
            .with("end", given.end());
    Optional<Stored<Expiry>> before = story.expiry(given.id());
    if (before.isEmpty()) {
      return Optional.of(new Change.Create(given, deed));
    }
    return before
        .filter(standing -> !standing.row().end().equals(given.end()))
        .map(standing -> new Change.Replace(standing, given, deed));
  }
}
