/**
 * The door people come through: a bearer token to {@link uk.firstbell.domain.admission.Admission},
 * and the person it speaks for to the function behind. Writes nothing.
 */
@NullMarked
package uk.firstbell.functions.admission;

import org.jspecify.annotations.NullMarked;
