package uk.firstbell.domain.story;

/**
 * Something a report lacks that did not stop it.
 *
 * @param path JSON pointer to the absent field
 * @param reason the sender's reason code, or {@code NOT_ASKED}
 */
public record Missing(String path, String reason) {}
