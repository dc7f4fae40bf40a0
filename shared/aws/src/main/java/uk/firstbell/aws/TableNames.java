package uk.firstbell.aws;

/**
 * Which tables a notification's story is kept in (design section 3).
 *
 * @param story rows; key {@code pk}, {@code sk}
 * @param keys wrapped data keys; key {@code pk}
 * @param audit entries; key {@code pk}, {@code sk}
 */
public record TableNames(String story, String keys, String audit) {}
