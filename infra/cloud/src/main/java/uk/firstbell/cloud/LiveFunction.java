package uk.firstbell.cloud;

import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Alias;

/**
 * A deployed function as the rest of the stack may know it.
 *
 * @param live the alias of the newest published version. Triggers name it and nothing else: the
 *     bare function runs without its snapshot, and starts many times slower.
 * @param role what the function may do
 */
record LiveFunction(Alias live, Role role) {}
