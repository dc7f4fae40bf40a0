package uk.firstbell.cloud;

import static uk.firstbell.cloud.Variable.AGENCIES_AUTHORITY;
import static uk.firstbell.cloud.Variable.ALERT_SENDER;
import static uk.firstbell.cloud.Variable.AUDIT_TABLE;
import static uk.firstbell.cloud.Variable.AUTHORITY_KEY;
import static uk.firstbell.cloud.Variable.DIRECTORY_TABLE;
import static uk.firstbell.cloud.Variable.DISPATCH_QUEUE;
import static uk.firstbell.cloud.Variable.KEYS_TABLE;
import static uk.firstbell.cloud.Variable.PAYLOAD_KEY;
import static uk.firstbell.cloud.Variable.PORTAL_ADDRESS;
import static uk.firstbell.cloud.Variable.PSEUDONYM_KEY;
import static uk.firstbell.cloud.Variable.ROUTING_QUEUE;
import static uk.firstbell.cloud.Variable.SIGN_IN_CLIENT;
import static uk.firstbell.cloud.Variable.SIGN_IN_ISSUERS;
import static uk.firstbell.cloud.Variable.SIGN_IN_ROLES;
import static uk.firstbell.cloud.Variable.SIGN_IN_SECRET;
import static uk.firstbell.cloud.Variable.STORY_TABLE;

import java.util.EnumSet;
import java.util.Set;

/** One function each: its room and its name, how long it may run, and what it is told. */
enum Stage {
  INTAKE("intake", "Intake", Answers.A_REQUEST),
  RELAY("relay", "Relay", Answers.AN_EVENT),
  ROUTING("routing", "Routing", Answers.AN_EVENT),
  DISPATCH("dispatch", "Dispatch", Answers.AN_EVENT),
  EXCHANGE("exchange", "Exchange", Answers.A_REQUEST),
  WATCH("watch", "Watch", Answers.AN_EVENT),
  RECONCILIATION("watch", "Reconciliation", Answers.A_WHOLE_TABLE),
  ADMISSION("admission", "Admission", Answers.A_REQUEST),
  ENROLMENT("enrolment", "Enrolment", Answers.A_REQUEST),
  RECEIPT("receipt", "Receipt", Answers.A_REQUEST),
  AUDIT("audit", "Audit", Answers.A_REQUEST),
  PORTAL("portal", "Portal", Answers.A_REQUEST);

  private final String room;
  private final String title;
  private final Answers answers;

  Stage(String room, String title, Answers answers) {
    this.room = room;
    this.title = title;
    this.answers = answers;
  }

  /** The word in packages, folders and settings of the room it is in: {@code intake}. */
  String room() {
    return room;
  }

  /** The function's word in logical ids and class names: {@code Intake}. */
  String title() {
    return title;
  }

  String handler() {
    return "uk.firstbell.functions." + room + "." + title + "Handler::handleRequest";
  }

  int timeoutSeconds() {
    return answers.secondsMax;
  }

  /** The settings that the stage's function uses; it learns of no other. */
  Set<Variable> told() {
    return switch (this) {
      case INTAKE ->
          EnumSet.of(
              STORY_TABLE,
              KEYS_TABLE,
              DIRECTORY_TABLE,
              AUDIT_TABLE,
              PAYLOAD_KEY,
              PSEUDONYM_KEY,
              AGENCIES_AUTHORITY);
      case RELAY -> EnumSet.of(ROUTING_QUEUE, DISPATCH_QUEUE);
      case ROUTING ->
          EnumSet.of(STORY_TABLE, KEYS_TABLE, DIRECTORY_TABLE, AUDIT_TABLE, PAYLOAD_KEY);
      case DISPATCH ->
          EnumSet.of(
              STORY_TABLE,
              KEYS_TABLE,
              DIRECTORY_TABLE,
              AUDIT_TABLE,
              PAYLOAD_KEY,
              AUTHORITY_KEY,
              ALERT_SENDER,
              PORTAL_ADDRESS);
      case EXCHANGE ->
          EnumSet.of(
              STORY_TABLE,
              KEYS_TABLE,
              DIRECTORY_TABLE,
              AUDIT_TABLE,
              PAYLOAD_KEY,
              PSEUDONYM_KEY,
              AGENCIES_AUTHORITY);
      case ADMISSION -> EnumSet.of(DIRECTORY_TABLE);
      case ENROLMENT -> EnumSet.of(STORY_TABLE, DIRECTORY_TABLE, AUDIT_TABLE, AUTHORITY_KEY);
      case PORTAL ->
          EnumSet.of(
              SIGN_IN_ISSUERS,
              SIGN_IN_CLIENT,
              SIGN_IN_ROLES,
              SIGN_IN_SECRET,
              STORY_TABLE,
              AUDIT_TABLE);
      case WATCH, RECEIPT, AUDIT -> EnumSet.of(STORY_TABLE, AUDIT_TABLE, DIRECTORY_TABLE);
      case RECONCILIATION -> EnumSet.of(STORY_TABLE, AUDIT_TABLE);
    };
  }

  private enum Answers {
    /** API Gateway waits 29 seconds, and what finishes later answers nobody. */
    A_REQUEST(29),
    AN_EVENT(30),

    /** Over before the next one begins, a quarter of an hour later. */
    A_WHOLE_TABLE(840);

    private final int secondsMax;

    Answers(int secondsMax) {
      this.secondsMax = secondsMax;
    }
  }
}
