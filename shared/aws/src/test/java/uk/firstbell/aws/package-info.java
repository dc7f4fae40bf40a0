/** Every adapter held to its port's contract on the local endpoint, and what is its own. */
@NullMarked
package uk.firstbell.aws;

import org.jspecify.annotations.NullMarked;
