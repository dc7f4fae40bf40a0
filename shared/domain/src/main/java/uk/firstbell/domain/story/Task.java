package uk.firstbell.domain.story;

import java.time.Instant;
import uk.firstbell.domain.model.Unit;

/**
 * Something a person is asked to do.
 *
 * @param assignee the organisation whose people should do it
 * @param since when it was first asked
 */
public record Task(Kind kind, Unit assignee, Instant since) {
  /** What is asked, of whom. */
  public enum Kind {
    /** The force's contact point: ring the school's switchboard; please open the portal. */
    CALL_SWITCHBOARD,
    /** The force's contact point: ring the head; the school has an item nobody has opened. */
    CALL_HEAD,
    /** The local authority's duty officer takes it up with the unit. */
    LA_DUTY,
    /** The local authority's lead for domestic abuse and schools takes it up. */
    LA_LEAD,
    /** The local authority: a school has nobody who can read. */
    LA_NO_LIVE_READER,
    /** The local authority: somebody at the unit is a party, and others were told instead. */
    LA_PARTY,
    /** The local authority: no alert reached any of the unit's people. */
    LA_ALERTS_REFUSED,
    /** The local authority: a delivery waits at a school that is shut for days. */
    LA_HOLIDAY,
    /** The local authority: it was reported too late to be in time. */
    LA_LATE,
    /** The local authority: nobody opened it in the time there was; for the governance pack. */
    LA_BREACH,
    /** The local authority: after the breach nobody has opened it yet; asked anew each morning. */
    LA_STILL_UNOPENED,
    /** The force's contact point: ring the duty team of children's social care. */
    CALL_SOCIAL_CARE,
    /** Children's social care: the head of service takes it up. */
    CSC_HEAD_OF_SERVICE,
    /** The force: the detective sergeant takes up a case without contact. */
    CASE_SERGEANT,
    /** The force: the detective inspector does. */
    CASE_INSPECTOR,
    /** The force: the detective chief inspector does. */
    CASE_CHIEF_INSPECTOR,
    /** A side of a case: a child is in danger now; decide together what is done. */
    CASE_DECISION,
    /** A side of a case: there was no contact in time. */
    CASE_BREACH,
    /** A side of a case: after the breach there is no contact yet; asked anew each morning. */
    CASE_STILL_WITHOUT_CONTACT,
    /** A side of a case: review the joint decision, which is owed since a day. */
    CASE_REVIEW,
    /** Children's social care: nobody at the unit has opened it, and the risk is high. */
    CSC_TOLD,
    /** Whoever answers for a reader: their last device has ended, and they read nothing. */
    READER_WITHOUT_DEVICE,
    /** The force's contact point: nobody at the unit has opened it. */
    FORCE_UNOPENED,
    /** The force's contact point: it was reported too late to be in time. */
    FORCE_LATE,
    /** The force's contact point: an accepted report is not routed. */
    FORCE_UNROUTED,
    /** The force's contact point: a child has no open school in the report. */
    FORCE_SCHOOL_UNKNOWN,
    /** The force's contact point: nobody knows the authority a child lives in. */
    FORCE_AUTHORITY_UNKNOWN,
    /** The force's contact point: a child is held until its date of birth is put right. */
    FORCE_CHILD_HELD,
    /**
     * The force's contact point: an adult's telephone is missing, and nobody said why; within a
     * day.
     */
    FORCE_PHONE_MISSING,
    /** The force's contact point: a supervisor has to release what is held. */
    FORCE_RELEASE,
    /** The force's contact point: the school says wrong child or wrong school. */
    FORCE_RETURNED
  }
}
