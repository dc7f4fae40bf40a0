/** A local AWS endpoint as a child process, for tests and for the local gateway. */
@NullMarked
package uk.firstbell.testkit.endpoint;

import org.jspecify.annotations.NullMarked;
