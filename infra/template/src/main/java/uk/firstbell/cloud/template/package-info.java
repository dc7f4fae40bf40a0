/**
 * The committed template of the AWS stack, read as plain values: which tables, queues, keys,
 * functions, routes and schedules there are. Needs neither CDK, Node nor AWS, so that whoever plays
 * the cloud locally plays the same one.
 *
 * <p>Everything is named by its logical id. What only an installation knows (a queue's address, a
 * parameter's value) is asked of a {@link uk.firstbell.cloud.template.Resolver}.
 */
@NullMarked
package uk.firstbell.cloud.template;

import org.jspecify.annotations.NullMarked;
