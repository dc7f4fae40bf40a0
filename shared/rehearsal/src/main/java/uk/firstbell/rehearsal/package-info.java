/**
 * A scene played on memory, stage by stage, so that a test can begin anywhere in it. Tests only;
 * the parts that have no adapter (proof, reading, sealing) are the real ones.
 */
@NullMarked
package uk.firstbell.rehearsal;

import org.jspecify.annotations.NullMarked;
