package uk.firstbell.aws;

/**
 * Which tables a notification's story is kept in (design section 3).
 *
 * @param story rows; key {@code pk}, {@code sk}
 * @param keys wrapped data keys; key {@code pk}
 * @param audit entries; key {@code pk}, {@code sk}
 * @param directory who may read by which device; key {@code pk}, {@code sk}
 */
public record TableNames(String story, String keys, String audit, String directory) {
  private static final String NONE = "";

  /** Names for a stage that changes nothing in the directory. */
  public TableNames(String story, String keys, String audit) {
    this(story, keys, audit, NONE);
  }

  /**
   * Names for a stage that neither keeps nor asks for a data key, and so is not told where they
   * are: if it did after all, DynamoDB would refuse the request.
   */
  public static TableNames withoutKeys(String story, String audit) {
    return new TableNames(story, NONE, audit);
  }

  /** The same, for a stage that also changes the directory's rows. */
  public TableNames withDirectory(String name) {
    return new TableNames(story, keys, audit, name);
  }
}
