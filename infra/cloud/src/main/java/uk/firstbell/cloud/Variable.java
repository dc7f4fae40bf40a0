package uk.firstbell.cloud;

/** A setting that a function may be told through its environment. */
enum Variable {
  STORY_TABLE,
  KEYS_TABLE,
  DIRECTORY_TABLE,
  AUDIT_TABLE,
  PAYLOAD_KEY,
  PSEUDONYM_KEY,
  AUTHORITY_KEY,
  ROUTING_QUEUE,
  DISPATCH_QUEUE,
  AGENCIES_AUTHORITY,
  ALERT_SENDER,
  PORTAL_ADDRESS,
  SIGN_IN_ISSUERS,
  SIGN_IN_CLIENT,
  SIGN_IN_ROLES,
  SIGN_IN_SECRET;

  /** As the function reads it: {@code FIRSTBELL_STORY_TABLE}. */
  String key() {
    return "FIRSTBELL_" + name();
  }
}
