/**
 * One notification's whole story as rows, and the only way to change it: a transaction in which
 * each changed row brings its audit entry (design section 3).
 */
@NullMarked
package uk.firstbell.domain.story;

import org.jspecify.annotations.NullMarked;
