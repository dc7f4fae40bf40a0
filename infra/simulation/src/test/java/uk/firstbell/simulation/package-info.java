@NullMarked
package uk.firstbell.simulation;

import org.jspecify.annotations.NullMarked;
