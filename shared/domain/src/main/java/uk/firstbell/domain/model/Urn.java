package uk.firstbell.domain.model;

import java.util.regex.Pattern;

/** A school's Unique Reference Number in Get Information about Schools: six digits. */
public record Urn(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9]{6}");

  public Urn {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a URN is six digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
