package uk.firstbell.cloud;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;

/**
 * What each function may do, and so what a stolen function could. Beyond this a role may write its
 * own log and read its own source.
 *
 * <p>A row changes only together with its audit entry, so whoever writes may do so only inside a
 * transaction; and nobody changes or deletes an entry.
 */
final class Permissions {
  private static final List<String> READ = List.of("dynamodb:GetItem", "dynamodb:Query");

  /** Rows are put whole, on a condition; nothing is updated in place, deleted or only checked. */
  private static final List<String> PUT = List.of("dynamodb:PutItem");

  private static final List<String> DECIPHER = List.of("kms:Decrypt", "kms:DescribeKey");
  private static final List<String> CIPHER =
      List.of(
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey*",
          "kms:ReEncrypt*");

  private final Functions functions;
  private final Keys keys;
  private final Tables tables;
  private final Queues queues;

  Permissions(Functions functions, Keys keys, Tables tables, Queues queues) {
    this.functions = functions;
    this.keys = keys;
    this.tables = tables;
    this.queues = queues;
  }

  void grant(String alertIdentityArn, String alertSender, String signInSecretArn) {
    intake(functions.role(Stage.INTAKE));
    relay(functions.role(Stage.RELAY));
    routing(functions.role(Stage.ROUTING));
    dispatch(functions.role(Stage.DISPATCH), alertIdentityArn, alertSender);
    exchange(functions.role(Stage.EXCHANGE));
    watch(functions.role(Stage.WATCH));
    reconciliation(functions.role(Stage.RECONCILIATION));
    admission(functions.role(Stage.ADMISSION));
    enrolment(functions.role(Stage.ENROLMENT));
    receipt(functions.role(Stage.RECEIPT));
    audit(functions.role(Stage.AUDIT));
    portal(functions.role(Stage.PORTAL), signInSecretArn);
    keepKeysToTheirStages();
  }

  private void intake(Role role) {
    readsStory(role);
    changesStory(role);
    mayInTransaction(role, PUT, tables.keys());
    readsDirectory(role);
    may(role, List.of("kms:GenerateDataKey"), keys.payload());
    may(role, List.of("kms:GenerateMac"), keys.pseudonym());
    reachesStorageKey(role, CIPHER);
  }

  private void relay(Role role) {
    queues.work().forEach(queue -> queue.grantSendMessages(role));
  }

  private void routing(Role role) {
    readsStory(role);
    changesStory(role);
    readsPayloads(role);
    readsDirectory(role);
    reachesStorageKey(role, CIPHER);
  }

  private void dispatch(Role role, String alertIdentityArn, String alertSender) {
    readsStory(role);
    changesStory(role);
    readsPayloads(role);
    readsDirectory(role);
    may(role, List.of("kms:Sign", "kms:GetPublicKey"), keys.authority());
    role.addToPrincipalPolicy(
        statement(List.of("ses:SendEmail"), List.of(alertIdentityArn))
            .conditions(Map.of("StringEquals", Map.of("ses:FromAddress", alertSender)))
            .build());
    reachesStorageKey(role, CIPHER);
  }

  /** It locks an answer away, and can read neither that nor a report; it knows one said again. */
  private void exchange(Role role) {
    readsStory(role);
    changesStory(role);
    mayInTransaction(role, PUT, tables.keys());
    readsDirectory(role);
    may(role, List.of("kms:GenerateDataKey"), keys.payload());
    may(role, List.of("kms:GenerateMac"), keys.pseudonym());
    reachesStorageKey(role, CIPHER);
  }

  private void watch(Role role) {
    readsStory(role, "due");
    changesStory(role);
    readsDirectory(role);
    reachesStorageKey(role, CIPHER);
  }

  /** It alone may read every row there is; it asks no index, for it is there to do without. */
  private void reconciliation(Role role) {
    may(role, List.of("dynamodb:GetItem", "dynamodb:Scan"), List.of(tables.story().getTableArn()));
    changesStory(role);
    reachesStorageKey(role, CIPHER);
  }

  private void admission(Role role) {
    readsDirectory(role);
    reachesStorageKey(role, DECIPHER);
  }

  /** It alone changes who may read by which device, and reads no report. */
  private void enrolment(Role role) {
    readsStory(role, "inbox", "waiting");
    changesStory(role);
    readsDirectory(role);
    may(
        role,
        List.of("dynamodb:Query"),
        List.of(tables.directory().getTableArn() + "/index/waiting"));
    mayInTransaction(role, PUT, tables.directory());
    may(role, List.of("kms:Sign", "kms:GetPublicKey"), keys.authority());
    reachesStorageKey(role, CIPHER);
  }

  private void receipt(Role role) {
    readsStory(role, "inbox");
    changesStory(role);
    may(role, List.of("dynamodb:Query"), List.of(tables.directory().getTableArn()));
    reachesStorageKey(role, CIPHER);
  }

  private void audit(Role role) {
    readsStory(role);
    may(role, List.of("dynamodb:Query"), List.of(tables.audit().getTableArn()));
    // What became of a device is asked beside the device itself.
    may(role, List.of("dynamodb:GetItem"), List.of(tables.directory().getTableArn()));
    // A look is itself an entry, on a row that counts the looks.
    changesStory(role);
    reachesStorageKey(role, CIPHER);
  }

  /**
   * It serves a page to everybody, and writes which; it reads no row, and writes no other. The
   * secret is under the account's own key for secrets, which whoever may read the secret may use.
   */
  private void portal(Role role, String signInSecretArn) {
    may(role, List.of("secretsmanager:GetSecretValue"), List.of(signInSecretArn));
    role.addToPrincipalPolicy(
        statement(PUT, List.of(tables.story().getTableArn(), tables.audit().getTableArn()))
            .conditions(
                Map.of(
                    "ForAnyValue:StringEquals",
                    Map.of("dynamodb:EnclosingOperation", List.of("TransactWriteItems")),
                    "ForAllValues:StringEquals",
                    Map.of("dynamodb:LeadingKeys", List.of("R#PORTAL"))))
            .build());
    reachesStorageKey(role, CIPHER);
  }

  private void keepKeysToTheirStages() {
    Keys.keepTo(
        roles(Stage.INTAKE, Stage.ROUTING, Stage.DISPATCH, Stage.EXCHANGE),
        keys.payload(),
        List.of("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"));
    Keys.keepTo(
        roles(Stage.INTAKE, Stage.EXCHANGE),
        keys.pseudonym(),
        List.of("kms:GenerateMac", "kms:VerifyMac"));
    Keys.keepTo(roles(Stage.DISPATCH, Stage.ENROLMENT), keys.authority(), List.of("kms:Sign"));
  }

  private List<Role> roles(Stage... stages) {
    return Stream.of(stages).map(functions::role).toList();
  }

  private void readsStory(Role role, String... indexes) {
    String table = tables.story().getTableArn();
    may(
        role,
        READ,
        Stream.concat(Stream.of(table), Stream.of(indexes).map(index -> table + "/index/" + index))
            .toList());
  }

  private void changesStory(Role role) {
    mayInTransaction(role, PUT, tables.story());
    mayInTransaction(role, PUT, tables.audit());
  }

  private void readsPayloads(Role role) {
    may(role, List.of("dynamodb:GetItem"), List.of(tables.keys().getTableArn()));
    may(role, List.of("kms:Decrypt"), keys.payload());
  }

  private void readsDirectory(Role role) {
    may(role, READ, List.of(tables.directory().getTableArn()));
  }

  /** DynamoDB uses a table's key in the name of whoever reads or writes the table. */
  private void reachesStorageKey(Role role, List<String> actions) {
    role.addToPrincipalPolicy(
        statement(actions, List.of(keys.storage().getKeyArn()))
            .conditions(
                Map.of(
                    "StringEquals",
                    Map.of("kms:ViaService", "dynamodb." + Aws.REGION + ".amazonaws.com")))
            .build());
  }

  private static void mayInTransaction(Role role, List<String> actions, Table table) {
    role.addToPrincipalPolicy(
        statement(actions, List.of(table.getTableArn()))
            .conditions(
                Map.of(
                    "ForAnyValue:StringEquals",
                    Map.of("dynamodb:EnclosingOperation", List.of("TransactWriteItems"))))
            .build());
  }

  private static void may(Role role, List<String> actions, Key key) {
    may(role, actions, List.of(key.getKeyArn()));
  }

  private static void may(Role role, List<String> actions, List<String> resources) {
    role.addToPrincipalPolicy(statement(actions, resources).build());
  }

  private static PolicyStatement.Builder statement(List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create()
        .effect(Effect.ALLOW)
        .actions(actions)
        .resources(resources);
  }
}
