/**
 * The page on which people read and answer, and the sign-in that leads to it. The page is the same
 * for everybody; whatever is personal it fetches itself, opens itself and keeps in its own memory.
 *
 * <p>Nothing here reads a table, and the one row written says which page is handed out. Signing in
 * redeems a provider's code by a secret that no browser could keep, so that nobody has a token but
 * through here, where it is seen how the person signed in and what they may do; the token goes to
 * the page, and is kept by nobody.
 */
@NullMarked
package uk.firstbell.functions.portal;

import org.jspecify.annotations.NullMarked;
