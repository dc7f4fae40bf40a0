package uk.firstbell.domain.audit;

/** What kind of act an entry records: the verbs of DPA 2018 section 62, and the gateway's own. */
public enum Action {
  COLLECTED,
  ALTERED,
  CONSULTED,
  DISCLOSED,
  COMBINED,
  ERASED,
  ALERTED,
  ESCALATED,
  BREACHED,
  SEALED
}
