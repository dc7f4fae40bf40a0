package uk.firstbell.cloud.template;

import java.util.Optional;

/**
 * A method and path that an API answers.
 *
 * @param api the logical id of the API
 * @param method as {@code GET}
 * @param path with its variables, from the API's root: {@code /v1/inbox/{notification}/{unit}}
 * @param function the logical id of the function that answers
 * @param authorizer the logical id of the function asked first; empty if nobody is
 */
public record Route(
    String api, String method, String path, String function, Optional<String> authorizer) {}
