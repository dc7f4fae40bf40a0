/** JSON as plain content: read strictly, written in one canonical way. */
@NullMarked
package uk.firstbell.wire.json;

import org.jspecify.annotations.NullMarked;
