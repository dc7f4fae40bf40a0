/**
 * People ask for devices, approve each other's and withdraw them: HTTP to {@link
 * uk.firstbell.domain.enrolment.Enrolment} and back.
 *
 * <p>If the process dies after its write, whoever asked repeats the request and is told the same.
 */
@NullMarked
package uk.firstbell.functions.enrolment;

import org.jspecify.annotations.NullMarked;
