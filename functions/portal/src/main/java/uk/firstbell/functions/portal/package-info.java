/**
 * The page on which people read and answer, and the sign-in that leads to it. The page is the same
 * for everybody; whatever is personal it fetches itself, opens itself and keeps in its own memory.
 *
 * <p>Nothing here reads or writes a table. Signing in redeems a provider's code, because providers
 * want to know the client by more than a browser could keep secret; the token goes to the page, and
 * is kept by nobody.
 */
@NullMarked
package uk.firstbell.functions.portal;

import org.jspecify.annotations.NullMarked;
