package uk.firstbell.domain.enrolment;

import java.util.List;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.story.Device;

/** What came of somebody's wish about a device. */
public sealed interface EnrolmentDecision {
  /** It waits to be approved; {@code again} if that was known, and however far it got since. */
  record Requested(Device device, boolean again) implements EnrolmentDecision {}

  /**
   * It is approved by whoever asked.
   *
   * @param enough whether it is certified by now
   * @param again whether they had approved it before
   */
  record Approved(boolean enough, boolean again) implements EnrolmentDecision {}

  /** It is not approved; {@code again} if it had not been before. */
  record Refused(boolean again) implements EnrolmentDecision {}

  /** Nobody reads by it from now on; {@code again} if nobody did. */
  record Revoked(boolean again) implements EnrolmentDecision {}

  /** Its key is certified once more. */
  record Renewed(Device device) implements EnrolmentDecision {}

  record PasskeyKept() implements EnrolmentDecision {}

  /** The request cannot be taken as it is. */
  record Rejected(List<Fault> faults) implements EnrolmentDecision {
    public Rejected {
      faults = List.copyOf(faults);
    }
  }

  /** For them there is nothing there, whatever there may be for others. */
  record NotThere() implements EnrolmentDecision {}

  /** It was refused, withdrawn or has lapsed: a device is asked for anew by a new key. */
  record DecidedOtherwise() implements EnrolmentDecision {}

  /** The person is known by another sign-in, or the sign-in is somebody else's. */
  record BoundOtherwise() implements EnrolmentDecision {}

  /** The person has as many active devices as they may. */
  record TooManyDevices() implements EnrolmentDecision {}

  /** As many requests of the organisation wait as may. */
  record TooManyWaiting() implements EnrolmentDecision {}

  /** As many wrong check codes were said as may be: it is refused. */
  record TooManyWrongCodes() implements EnrolmentDecision {}

  /** It is not active, not near its end, or past it. */
  record NotRenewable() implements EnrolmentDecision {}

  /** Other writers kept changing it; the request may be repeated. */
  record Contended() implements EnrolmentDecision {}
}
