/**
 * What the local endpoint cannot show: the contracts of the ports on AWS against another product,
 * and the committed template with the functions it deploys.
 */
@NullMarked
package uk.firstbell.localstack;

import org.jspecify.annotations.NullMarked;
