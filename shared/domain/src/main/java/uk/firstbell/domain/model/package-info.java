/** The gateway's nouns: identifiers, the report as data, times and marks. No rule lives here. */
@NullMarked
package uk.firstbell.domain.model;

import org.jspecify.annotations.NullMarked;
