package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.Queue;

final class NagTest {
  private static final Nag NAG = Nag.of("nag", _ -> {});

  @Test
  void the_stack_breaks_no_rule_for_which_no_reason_is_given() {
    assertThat(NAG.kept()).contains("AwsSolutions-KMS5", "AwsSolutions-SQS4", "AwsSolutions-L1");

    assertThat(NAG.broken()).isEmpty();
  }

  @Test
  void every_reason_is_needed() {
    assertThat(NAG.reasonsUsed()).containsExactlyInAnyOrderElementsOf(Nag.reasons());
  }

  @Test
  void a_stack_that_was_broken_on_purpose_is_found_out() {
    Nag nag =
        Nag.of(
            "nag-broken",
            stack -> {
              Queue.Builder.create(stack, "OpenQueue").build();
              Role.Builder.create(stack, "MightyRole")
                  .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                  .build()
                  .addToPrincipalPolicy(
                      PolicyStatement.Builder.create()
                          .actions(List.of("dynamodb:*"))
                          .resources(List.of("*"))
                          .build());
            });

    assertThat(nag.broken())
        .containsExactlyInAnyOrder(
            "AwsSolutions-SQS3 Firstbell/OpenQueue/Resource",
            "AwsSolutions-SQS4 Firstbell/OpenQueue/Resource",
            "AwsSolutions-IAM5 Firstbell/MightyRole/DefaultPolicy/Resource");
  }
}
