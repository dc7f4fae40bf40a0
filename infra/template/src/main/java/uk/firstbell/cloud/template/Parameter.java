package uk.firstbell.cloud.template;

import java.util.Optional;

/**
 * What an installation must say.
 *
 * @param name its logical id
 * @param pattern what its value must match, if anything
 * @param fallback its value if the installation says nothing; empty if it must say it
 */
public record Parameter(String name, Optional<String> pattern, Optional<String> fallback) {}
