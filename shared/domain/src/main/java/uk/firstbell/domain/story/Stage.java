package uk.firstbell.domain.story;

/** The stages that a row can call upon through its {@code next}. */
public enum Stage {
  ROUTING,
  DISPATCH
}
