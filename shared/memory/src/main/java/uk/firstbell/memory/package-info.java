/**
 * Every port in process, for tests and simulation: the same answers as the real stores and services
 * give, at once, in an order that does not depend on chance, and gone with the process.
 */
@NullMarked
package uk.firstbell.memory;

import org.jspecify.annotations.NullMarked;
