package uk.firstbell.cloud.template;

/** An attribute that a key is made of. */
public record Attribute(String name, Type type) {
  /** As DynamoDB writes it: text, number, bytes. */
  public enum Type {
    S,
    N,
    B
  }
}
