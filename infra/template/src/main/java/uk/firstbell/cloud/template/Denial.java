package uk.firstbell.cloud.template;

/**
 * What an API answers where its authorizer denies.
 *
 * @param api the logical id of the API
 * @param body JSON, the same for everybody
 */
public record Denial(String api, int status, String body) {}
