/**
 * The AWS stack: tables, queues, keys, functions, routes and the schedule, each declared once,
 * here.
 *
 * <p>What this package synthesizes is committed in {@code infra/template} and read from there by
 * whoever plays the cloud locally. After a change here, {@code mvn -pl infra/cloud -am verify
 * -Dsnapshot.update} writes the template anew, and a review sees the difference.
 */
@NullMarked
package uk.firstbell.cloud;

import org.jspecify.annotations.NullMarked;
