package uk.firstbell.domain.audit;

import uk.firstbell.domain.model.Unit;

/**
 * Who did something.
 *
 * @param id a stage's name, a sender key's id or a person's id; never a name
 * @param organisation for whom they acted; the gateway acts for {@code "FIRSTBELL"}
 */
public record Actor(Kind kind, String id, String organisation) {
  /** The sorts of actor. */
  public enum Kind {
    GATEWAY,
    SENDER,
    PERSON
  }

  /** A stage of the gateway, acting by itself. */
  public static Actor gateway(String stage) {
    return new Actor(Kind.GATEWAY, stage, "FIRSTBELL");
  }

  public static Actor sender(String keyId, Unit force) {
    return new Actor(Kind.SENDER, keyId, force.toString());
  }

  public static Actor person(String id, Unit organisation) {
    return new Actor(Kind.PERSON, id, organisation.toString());
  }
}
