/**
 * A directory as a folder of plain files, so that a borough can be described, read and corrected
 * without a running system. Everything wrong with the files is named at once, by file and line.
 */
@NullMarked
package uk.firstbell.wire.directory;

import org.jspecify.annotations.NullMarked;
