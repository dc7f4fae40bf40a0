package uk.firstbell.domain.policy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How long a device may be read by, and how many there may be.
 *
 * @param certificateFor how long a certificate is valid; whole seconds
 * @param renewalFrom how long before its end it may be renewed
 * @param requestFor how long a request waits for approval before it lapses
 * @param devicesMax how many active devices a person may have
 * @param waitingMax how many requests of one organisation may wait at once
 * @param waitingOfOneMax how many of them may have been asked for by one sign-in
 * @param wrongCodesMax with how many wrong check codes a request is refused
 * @param warnedDays how many days before its end a device's owner is warned
 * @param othersWarnedDays and whoever answers for them; each is one of the former
 */
public record EnrolmentPolicy(
    Duration certificateFor,
    Duration renewalFrom,
    Duration requestFor,
    int devicesMax,
    int waitingMax,
    int waitingOfOneMax,
    int wrongCodesMax,
    Set<Integer> warnedDays,
    Set<Integer> othersWarnedDays) {

  public static final EnrolmentPolicy DEFAULT =
      new EnrolmentPolicy(
          Duration.ofDays(365),
          Duration.ofDays(30),
          Duration.ofDays(14),
          5,
          20,
          2,
          5,
          Set.of(30, 7, 1),
          Set.of(7, 1));

  public EnrolmentPolicy {
    warnedDays = Set.copyOf(warnedDays);
    othersWarnedDays = Set.copyOf(othersWarnedDays);
    if (!warnedDays.containsAll(othersWarnedDays)) {
      throw new IllegalArgumentException("others are warned when the owner is");
    }
    if (warnedDays.stream().anyMatch(days -> days >= certificateFor.toDays())) {
      throw new IllegalArgumentException("a warning comes after a certificate began");
    }
    if (certificateFor.compareTo(renewalFrom) <= 0) {
      throw new IllegalArgumentException("a certificate is valid for longer than it is renewed in");
    }
  }

  /**
   * The defaults, with whatever {@code environment} sets in their place: {@code
   * FIRSTBELL_CERTIFICATE_FOR}, {@code FIRSTBELL_RENEWAL_FROM} and {@code FIRSTBELL_REQUEST_FOR},
   * written {@code P365D}; {@code FIRSTBELL_DEVICES_MAX}, {@code FIRSTBELL_WAITING_MAX}, {@code
   * FIRSTBELL_WAITING_OF_ONE_MAX} and {@code FIRSTBELL_WRONG_CODES_MAX}; {@code
   * FIRSTBELL_WARNED_DAYS} and {@code FIRSTBELL_OTHERS_WARNED_DAYS}, written {@code 30 7 1}.
   *
   * @throws IllegalArgumentException if one of them cannot be read; it names which
   */
  public static EnrolmentPolicy from(Map<String, String> environment) {
    var settings = Settings.of(environment);
    return new EnrolmentPolicy(
        settings.duration("FIRSTBELL_CERTIFICATE_FOR", DEFAULT.certificateFor),
        settings.duration("FIRSTBELL_RENEWAL_FROM", DEFAULT.renewalFrom),
        settings.duration("FIRSTBELL_REQUEST_FOR", DEFAULT.requestFor),
        settings.count("FIRSTBELL_DEVICES_MAX", DEFAULT.devicesMax),
        settings.count("FIRSTBELL_WAITING_MAX", DEFAULT.waitingMax),
        settings.count("FIRSTBELL_WAITING_OF_ONE_MAX", DEFAULT.waitingOfOneMax),
        settings.count("FIRSTBELL_WRONG_CODES_MAX", DEFAULT.wrongCodesMax),
        settings.counts("FIRSTBELL_WARNED_DAYS", DEFAULT.warnedDays),
        settings.counts("FIRSTBELL_OTHERS_WARNED_DAYS", DEFAULT.othersWarnedDays));
  }
}
