/**
 * The domain's ports on AWS: DynamoDB, SQS, KMS and SES. The only room with table and attribute
 * names.
 *
 * <p>Everything here takes its client and its names by constructor; {@link
 * uk.firstbell.aws.AwsClients} makes the clients, once per process.
 */
@NullMarked
package uk.firstbell.aws;

import org.jspecify.annotations.NullMarked;
