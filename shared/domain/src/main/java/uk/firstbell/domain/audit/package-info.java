/**
 * The trail nobody can edit: one entry a change, each holding the hash of the one before it, in the
 * same transaction as the change (design section 6).
 */
@NullMarked
package uk.firstbell.domain.audit;

import org.jspecify.annotations.NullMarked;
