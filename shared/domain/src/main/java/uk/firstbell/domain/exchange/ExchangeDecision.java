package uk.firstbell.domain.exchange;

import java.util.List;
import java.util.Map;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.Case;

/** What came of a request about a case. */
public sealed interface ExchangeDecision {
  /** The conversation is on record; {@code again} if it was. No contact until it is confirmed. */
  record Recorded(boolean again) implements ExchangeDecision {}

  /** Social care has the case; {@code again} if that was known. The clock runs on. */
  record Acknowledged(boolean again) implements ExchangeDecision {}

  /** The answer is on record, and there is contact; {@code again} if it was. */
  record Answered(boolean again) implements ExchangeDecision {}

  /** The conversation is confirmed, and there is contact; {@code again} if it was. */
  record Confirmed(boolean again) implements ExchangeDecision {}

  /**
   * How the case stands.
   *
   * @param names whom its conversations name, as the directory has them; nobody it lists no more
   */
  record Standing(Case casefile, Map<PersonId, String> names) implements ExchangeDecision {
    public Standing {
      names = Map.copyOf(names);
    }
  }

  /** What came back of a notification, in the order of the units that were told. */
  record Told(List<Heard> heard) implements ExchangeDecision {
    public Told {
      heard = List.copyOf(heard);
    }
  }

  /** What was sent cannot be taken as it is. */
  record Rejected(List<Fault> faults) implements ExchangeDecision {
    public Rejected {
      faults = List.copyOf(faults);
    }
  }

  /** Whoever asks has nothing to read by: no device of theirs is certified at this moment. */
  record NoDevice() implements ExchangeDecision {}

  /** For whoever asks there is nothing there, whatever there may be for others. */
  record NotThere() implements ExchangeDecision {}

  /** Nobody answers for what they have not opened. */
  record NotOpenedYet() implements ExchangeDecision {}

  /** Another authority's social care answers this case. */
  record NotTheLead() implements ExchangeDecision {}

  /** Another conversation, or another answer, is on record under that name or in its place. */
  record TakenOtherwise() implements ExchangeDecision {}

  /** Other writers kept changing it; the request may be repeated. */
  record Contended() implements ExchangeDecision {}
}
