package uk.firstbell.domain.audit;

import java.util.List;

/** What an auditor is told about one notification. */
public sealed interface AuditAnswer {
  /**
   * The whole trail, this look at it included, in order of time.
   *
   * @param verdict what the verifier made of it as it was read
   */
  record Told(List<AuditEntry> entries, Verifier.Verdict verdict) implements AuditAnswer {
    public Told {
      entries = List.copyOf(entries);
    }
  }

  /** For this auditor there is nothing there, whatever there may be for others. */
  record NotThere() implements AuditAnswer {}

  /** Other looks kept coming first; the request may be repeated. */
  record Contended() implements AuditAnswer {}
}
