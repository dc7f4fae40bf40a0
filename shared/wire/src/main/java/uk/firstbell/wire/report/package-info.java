/** A report's bytes, held against the schema of its message type: every fault, never a value. */
@NullMarked
package uk.firstbell.wire.report;

import org.jspecify.annotations.NullMarked;
