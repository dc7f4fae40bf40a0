package uk.firstbell.cloud;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.pipes.CfnPipe;
import software.amazon.awscdk.services.sqs.Queue;

/**
 * What sees an audit entry changed or removed: a pipe from the audit table's stream to a queue of
 * its own, in which any message calls a person.
 *
 * <p>No function stands in between, for a mistake in our code must not hide it.
 */
final class Tripwire {
  /** Entries are only ever added; nothing of ours does anything else, housekeeping included. */
  private static final String CHANGED_OR_REMOVED =
      """
      {"eventName":["MODIFY","REMOVE"]}\
      """;

  private Tripwire() {}

  static void stretch(Stack stack, Table audit, Queue rewrites, IKey storage) {
    Role role =
        Role.Builder.create(stack, "AuditRewritesRole")
            .assumedBy(
                new PrincipalWithConditions(
                    new ServicePrincipal("pipes.amazonaws.com"),
                    Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID))))
            .build();
    audit.grantStreamRead(role);
    may(role, List.of("sqs:SendMessage"), rewrites.getQueueArn());
    // SQS asks for a data key in the name of whoever sends, and for its plaintext to use it.
    may(role, List.of("kms:Decrypt", "kms:GenerateDataKey"), storage.getKeyArn());
    CfnPipe.Builder.create(stack, "AuditRewritesPipe")
        .description("Tells of every audit entry that is changed or removed.")
        .roleArn(role.getRoleArn())
        .source(audit.getTableStreamArn())
        .sourceParameters(
            CfnPipe.PipeSourceParametersProperty.builder()
                .filterCriteria(
                    CfnPipe.FilterCriteriaProperty.builder()
                        .filters(
                            List.of(
                                CfnPipe.FilterProperty.builder()
                                    .pattern(CHANGED_OR_REMOVED)
                                    .build()))
                        .build())
                .dynamoDbStreamParameters(
                    CfnPipe.PipeSourceDynamoDBStreamParametersProperty.builder()
                        .startingPosition("TRIM_HORIZON")
                        .build())
                .build())
        .target(rewrites.getQueueArn())
        .build()
        // A pipe that starts before it may read or send fails to be made.
        .getNode()
        .addDependency(role);
  }

  private static void may(Role role, List<String> actions, String resource) {
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create().actions(actions).resources(List.of(resource)).build());
  }
}
