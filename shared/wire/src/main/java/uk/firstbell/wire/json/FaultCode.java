package uk.firstbell.wire.json;

import uk.firstbell.domain.model.Fault;

/**
 * What can be wrong with a message's shape. The names are the codes that senders see and may build
 * upon, so none is ever renamed; the sentences may be bettered.
 */
public enum FaultCode {
  TOO_LONG("The message is longer than is allowed; send less."),
  NOT_UTF8("The message is not UTF-8 (RFC 3629)."),
  NOT_JSON("The message is not exactly one JSON value (RFC 8259)."),
  NAME_REPEATED("An object holds the same name more than once; send each name once."),
  TOO_DEEP("The message is nested more than 32 levels deep."),

  NOT_UNICODE("Text holds half of a surrogate pair; send whole characters."),
  NOT_NFC("Text is not in Unicode normalization form C; normalize it before sending."),
  NOT_TRIMMED("Text begins or ends with a space; trim it before sending."),
  CONTROL_CHARACTER("Text holds a control character or a line break; send plain text."),
  NOT_WHOLE("Numbers are whole here: send neither a fraction nor an exponent."),
  NUMBER_RANGE("Numbers are at most 9007199254740991 in size (RFC 7493)."),

  MESSAGE_TYPE_UNKNOWN("No message of this type is known here."),
  SCHEMA_VERSION_UNSUPPORTED("This version of the message's schema is not supported."),
  REQUIRED("This is required and was not sent."),
  UNKNOWN_PROPERTY("This object holds a name that the schema does not know; remove it."),
  FORBIDDEN_SERVER_FIELD("Only the gateway sets this; remove it."),
  TYPE("This has another JSON type than the schema's."),
  CONST("Only one value is allowed here; see the schema."),
  ENUM("This is none of the schema's values."),
  PATTERN("This does not have the form that the schema asks for."),
  FORMAT("This is not a date, or date and time, that exists (RFC 3339)."),
  TIME_OFFSET_MISSING("A date and time must say its offset from UTC: Z, or +hh:mm."),
  MIN_LENGTH("This text is shorter than is allowed."),
  MAX_LENGTH("This text is longer than is allowed."),
  MIN_ITEMS("This list has fewer items than are needed."),
  MAX_ITEMS("This list has more items than are allowed."),
  MIN_PROPERTIES("This object is empty; send something in it, or leave it out."),
  MINIMUM("This number is smaller than is allowed."),
  MAXIMUM("This number is larger than is allowed."),
  EXT_TOO_LARGE("This is more than 4,096 bytes of JSON."),
  MORE_FAULTS("There are more faults than are listed; mend these first.");

  private final String detail;

  FaultCode(String detail) {
    this.detail = detail;
  }

  /** This fault at a JSON pointer (RFC 6901); the empty string is the whole message. */
  public Fault at(String pointer) {
    return new Fault(pointer, name(), detail);
  }
}
