package uk.firstbell.domain.model;

import java.util.regex.Pattern;

/** A police force, as the directory names it: 2 to 12 of {@code A-Z 0-9}. */
public record ForceCode(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Z0-9]{2,12}");

  public ForceCode {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a force code is 2 to 12 upper-case letters or digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
