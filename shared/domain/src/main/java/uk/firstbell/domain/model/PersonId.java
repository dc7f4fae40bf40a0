package uk.firstbell.domain.model;

import java.util.regex.Pattern;

/** A named person in the directory. Opaque: it says nothing about who they are. */
public record PersonId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9-]{1,40}");

  /** Whether {@code text}, from anywhere outside, may be one. */
  public static boolean isOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  public PersonId {
    if (!isOne(value)) {
      throw new IllegalArgumentException("a person id is 1 to 40 of a-z 0-9 -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
