package uk.firstbell.cloud;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.kms.KeySpec;
import software.amazon.awscdk.services.kms.KeyUsage;

/**
 * The keys, which never leave the key service.
 *
 * @param storage what tables, queues, topics and logs are encrypted under
 * @param payload wraps one data key a notification; symmetric
 * @param pseudonym makes pseudonyms; HMAC with SHA-256
 * @param authority certifies the gateway's signing keys and people's devices; ECDSA P-256
 */
record Keys(Key storage, Key payload, Key pseudonym, Key authority) {
  static Keys in(Stack stack) {
    Keys keys =
        new Keys(
            key(stack, "StorageKey", "Tables, queues, topics and logs")
                .enableKeyRotation(true)
                .build(),
            key(stack, "PayloadKey", "Wraps the data key of each notification")
                .enableKeyRotation(true)
                .build(),
            key(stack, "PseudonymKey", "Pseudonyms of people and references")
                .keySpec(KeySpec.HMAC_256)
                .keyUsage(KeyUsage.GENERATE_VERIFY_MAC)
                .build(),
            key(stack, "AuthorityKey", "The gateway's certificate authority")
                .keySpec(KeySpec.ECC_NIST_P256)
                .keyUsage(KeyUsage.SIGN_VERIFY)
                .build());
    keys.openStorageToLogs();
    keys.openStorageToAlarms();
    return keys;
  }

  /**
   * Refuses {@code actions} on {@code key} to everyone but {@code roles}.
   *
   * <p>A grant in a role's policy says who may; only a refusal in the key's own policy says that
   * nobody else may, an administrator of the account included.
   */
  static void keepTo(List<Role> roles, Key key, List<String> actions) {
    key.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("NobodyElse")
            .effect(Effect.DENY)
            .principals(List.of(new AnyPrincipal()))
            .actions(actions)
            .resources(List.of("*"))
            .conditions(
                Map.of(
                    "ArnNotEquals",
                    Map.of("aws:PrincipalArn", roles.stream().map(Role::getRoleArn).toList())))
            .build());
  }

  private static Key.Builder key(Stack stack, String id, String description) {
    return Key.Builder.create(stack, id)
        .description(description)
        .removalPolicy(RemovalPolicy.RETAIN);
  }

  private void openStorageToLogs() {
    storage.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("LogGroups")
            .principals(List.of(new ServicePrincipal("logs." + Aws.REGION + ".amazonaws.com")))
            .actions(
                List.of(
                    "kms:Decrypt",
                    "kms:DescribeKey",
                    "kms:Encrypt",
                    "kms:GenerateDataKey*",
                    "kms:ReEncrypt*"))
            .resources(List.of("*"))
            .conditions(
                Map.of(
                    "ArnLike",
                    Map.of(
                        "kms:EncryptionContext:aws:logs:arn",
                        "arn:"
                            + Aws.PARTITION
                            + ":logs:"
                            + Aws.REGION
                            + ":"
                            + Aws.ACCOUNT_ID
                            + ":log-group:*")))
            .build());
  }

  private void openStorageToAlarms() {
    storage.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("Alarms")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
            .resources(List.of("*"))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
            .build());
  }
}
