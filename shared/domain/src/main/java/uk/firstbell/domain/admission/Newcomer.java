package uk.firstbell.domain.admission;

import uk.firstbell.domain.model.Unit;

/**
 * Somebody of an organisation whose sign-in is bound to nobody yet. They can ask to be enrolled,
 * and nothing else.
 *
 * @param signIn as {@link uk.firstbell.domain.directory.SignIn#name} writes it
 * @param organisation the one their provider vouches for
 */
public record Newcomer(String signIn, Unit organisation) implements Caller {}
