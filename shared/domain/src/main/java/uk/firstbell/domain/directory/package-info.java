/** Who exists, who is named, by which key they speak or read, and on which days they are there. */
@NullMarked
package uk.firstbell.domain.directory;

import org.jspecify.annotations.NullMarked;
