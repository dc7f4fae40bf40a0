package uk.firstbell.cloud;

import java.nio.file.Path;

/** Where the built functions lie. */
@FunctionalInterface
interface FunctionCode {
  /** The zip of {@code lib/*.jar} that holds {@code stage}'s handler. */
  Path zip(Stage stage);
}
