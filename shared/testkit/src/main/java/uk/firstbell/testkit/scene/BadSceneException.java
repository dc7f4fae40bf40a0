package uk.firstbell.testkit.scene;

/**
 * A sample file cannot be used as it is: the fault of whoever wrote it. Carries none of its values.
 */
public final class BadSceneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadSceneException(String where, String whatToDo) {
    super(where + ": " + whatToDo);
  }
}
