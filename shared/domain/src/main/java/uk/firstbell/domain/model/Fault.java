package uk.firstbell.domain.model;

/**
 * One thing wrong with a message. Never carries the offending value, which may be personal.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); the empty string is the whole message
 * @param code what, in upper snake case; stable, meant for programs
 * @param detail what to do about it; a constant sentence for each code, meant for people
 */
public record Fault(String pointer, String code, String detail) implements Comparable<Fault> {
  @Override
  public int compareTo(Fault other) {
    int byPointer = pointer.compareTo(other.pointer);
    return byPointer != 0 ? byPointer : code.compareTo(other.code);
  }
}
