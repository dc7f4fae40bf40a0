/** Keys and certificates as they are handed to us: read, checked, named by their fingerprint. */
@NullMarked
package uk.firstbell.sealing.keys;

import org.jspecify.annotations.NullMarked;
