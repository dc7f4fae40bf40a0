package uk.firstbell.domain.audit;

/** What came of an act, as the trail names it. */
public enum Happening {
  /** Intake took a report into the gateway's duty. */
  REPORT_ACCEPTED,
  /** A report's bytes were stored, encrypted. */
  PAYLOAD_STORED,
  /** A sender's message id was taken for ever. */
  MESSAGE_ID_CLAIMED,
  /** Routing decided who is owed what by when; the plan's hash is among the facts. */
  PLAN_FROZEN,
  DELIVERY_PLANNED,
  /** Every delivery of the plan exists. */
  ROUTED,
  /** Every delivery exists, and at least one child has no open school to go to. */
  ROUTED_IN_PART,
  /** The clock of a case was started. */
  CASE_OPENED,
  CASE_RUNG_TAKEN,
  /** There was no contact in time; recorded for good. */
  CASE_BREACHED,
  CASE_STILL_OPEN,
  /** Social care has the case. */
  CASE_ACKNOWLEDGED,
  /** Police recorded a conversation with social care. */
  CONVERSATION_RECORDED,
  /** Whom police spoke to confirmed it. */
  CONVERSATION_CONFIRMED,
  /** Social care answered what police asked. */
  CASE_ANSWERED,
  ANSWER_STORED,
  /** People were asked to review the joint decision. */
  CASE_REVIEW_ASKED,
  CASE_READ,
  /** The force that sent a notification asked what came back of it. */
  OUTCOMES_READ,
  COPY_SEALED,
  /** A later revision of the message was put in its place. */
  SUPERSEDED,
  /** The named readers can fetch their copies. */
  MADE_AVAILABLE,
  /** No named reader had a certificate in date. */
  NO_LIVE_READER,
  /** A rung of the ladder was taken; which, and what it asked of whom, is among the facts. */
  RUNG_TAKEN,
  /** Somebody who became a reader is a party to the matter, and is left out. */
  PARTY_BARRED,
  ALERT_CLAIMED,
  ALERT_SENT,
  /** The mail service will never take it. */
  ALERT_REFUSED,
  /** Nobody of those who were to be told could be: by no mail, to no address. */
  NOBODY_TOLD,
  /** Everyone who was to be alerted has been. */
  ALERTS_DONE,
  /** It is no time to disturb people; the alerts wait for the next window. */
  ALERTS_POSTPONED,
  /** A rung asked nobody to be alerted; its readers are who they were. */
  READERS_CHECKED,
  /** The unit's named people are others than before; why a copy was sealed anew. */
  READERS_CHANGED,
  /** A stage that did not act in time was asked again. */
  NUDGED,
  /** The watch should have seen the row and did not; its due time was put back. */
  FOUND_OVERDUE,
  /** A report is still not routed; people were told. */
  STILL_UNROUTED,
  /** A delivery was due before its report was accepted. */
  LATE_AT_ACCEPTANCE,
  UNOPENED_AT_DEADLINE,
  /** Nobody opened it in the time the ladder gives; recorded for good. */
  BREACH_RECORDED,
  /** Nobody has closed it; people have a task. */
  STILL_OPEN,
  /** A copy is about to be sealed again; why is among the facts. */
  SEALING_AGAIN,
  /** A copy was sealed to other devices of its reader. */
  COPY_SEALED_AGAIN,
  /** A reader asked to have their copy sealed again. */
  SEALING_AGAIN_ASKED,
  /** What a reader asked for is so: their copy is sealed to every device of theirs. */
  SEALING_AGAIN_DONE,
  /** Whoever can agree was told that there is something to agree to. */
  AGREEMENT_ASKED_FOR,
  SEALING_AGAIN_APPROVED,
  SEALING_AGAIN_REFUSED,
  /** What was to be sealed again is not; why is among the facts. */
  NOT_SEALED_AGAIN,
  COPY_FETCHED,
  /** A reader proved having opened a copy. */
  COPY_OPENED,
  /** The first reader did; whether before the unit's day began (R6) is among the facts. */
  DELIVERY_OPENED,
  ACKNOWLEDGED,
  /** A reader noted whom inside the school they told; by what these do there, and how many. */
  SHARED_IN_SCHOOL,
  /** A reader saw which earlier notifications concern the same children. */
  CHRONOLOGY_READ,
  /** The school says the child or the school is the wrong one. */
  RETURNED,
  TRAIL_READ,
  /** The portal is about to hand out a release of its page that nobody was handed before. */
  RELEASE_SERVED,
  /** Somebody asked to read by a device. */
  DEVICE_REQUESTED,
  /** One of the two who must approve a device did. */
  DEVICE_APPROVED_ONCE,
  /** A device was certified; its certificate's hash is among the facts. */
  DEVICE_CERTIFIED,
  /** A device's key was certified again, before its certificate ended. */
  DEVICE_RENEWED,
  DEVICE_REFUSED,
  DEVICE_REVOKED,
  /** An approver was told another check code than the device's. */
  CHECK_CODE_WRONG,
  /** A device's key was wrapped by another passkey. */
  PASSKEY_REPLACED,
  /** The time has come to warn that a device's certificate ends; how many days are left is said. */
  CERTIFICATE_ENDING,
  /** Everybody who was to be warned has been. */
  WARNED,
  /** A device's end was noted, or noted anew, to warn people before it. */
  END_NOTED,
  /** Nobody has to be warned of a device's end any more. */
  END_DROPPED,
  /** A reader's last device has ended; people have a task. */
  READER_WITHOUT_DEVICE,
  /** A sign-in was bound to the person it is of from now on. */
  SIGN_IN_BOUND,
  /** A device was certified for whoever that sign-in speaks for. */
  SIGN_IN_RELIED_ON,
  /** A sign-in speaks for nobody from now on: its person left, or it was not theirs. */
  SIGN_IN_ENDED,
  /** Whoever is signed in by a sign-in has to do so again: a device of its person is lost. */
  SESSIONS_ENDED
}
