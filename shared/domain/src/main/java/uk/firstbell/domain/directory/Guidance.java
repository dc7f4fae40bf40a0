package uk.firstbell.domain.directory;

/**
 * What a local authority tells whoever has just read a notice and needs help (F56).
 *
 * @param helpLine its telephone number, E.164
 * @param hours when somebody answers, in words
 * @param english what to do, in a sentence or two
 * @param welsh the same in Welsh
 */
public record Guidance(String helpLine, String hours, String english, String welsh) {}
