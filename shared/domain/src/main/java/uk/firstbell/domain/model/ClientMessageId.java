package uk.firstbell.domain.model;

import java.util.regex.Pattern;

/** A police system's own name for a message, unique per force for ever (domain section 7.1). */
public record ClientMessageId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public ClientMessageId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a client message id is 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
