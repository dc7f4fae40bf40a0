package uk.firstbell.domain.admission;

/** What came of a token that somebody showed at the door. */
public sealed interface AdmissionDecision {
  /** It speaks for them. */
  record LetIn(Caller who) implements AdmissionDecision {}

  /** It did once: its session was ended since, and its owner may sign in again. */
  record SignedOut() implements AdmissionDecision {}

  /** It proves nobody. */
  record Unproved() implements AdmissionDecision {}
}
