package uk.firstbell.wire.directory;

import java.net.URI;

/**
 * Where a sign-in provider that the files call by a symbolic name really is.
 *
 * @param issuer its issuer identifier, exactly as its tokens say it
 * @param keys where its JSON Web Key Set is published
 */
public record IssuerEndpoint(String issuer, URI keys) {}
