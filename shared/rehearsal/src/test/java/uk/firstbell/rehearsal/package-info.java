/** The rehearsal itself, before anybody relies on it. */
@NullMarked
package uk.firstbell.rehearsal;

import org.jspecify.annotations.NullMarked;
