/** Numbers that policy may change, with the values of domain section 8 as defaults. */
@NullMarked
package uk.firstbell.domain.policy;

import org.jspecify.annotations.NullMarked;
