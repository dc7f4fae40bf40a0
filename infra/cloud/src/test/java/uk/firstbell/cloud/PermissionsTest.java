package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PermissionsTest {
  private static final List<String> WRITES =
      List.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem");
  private static final List<String> TABLES =
      List.of("StoryTable", "KeysTable", "DirectoryTable", "AuditTable");

  @Test
  void no_function_may_change_or_delete_an_audit_entry() {
    Resources stack = Resources.synthesized();
    assertThat(mayRewriteAudit(stack)).isEmpty();

    allow(stack, "WatchRole", "dynamodb:UpdateItem", "AuditTable");
    allow(stack, "AuditRole", "dynamodb:*", "AuditTable");
    assertThat(mayRewriteAudit(stack)).containsExactly("AuditRole", "WatchRole");
  }

  @Test
  void audit_entries_are_written_only_inside_a_transaction() {
    Resources stack = Resources.synthesized();
    assertThat(may(stack, "dynamodb:PutItem", "AuditTable"))
        .containsExactly(
            "AuditRole",
            "DispatchRole",
            "EnrolmentRole",
            "ExchangeRole",
            "IntakeRole",
            "PortalRole",
            "ReceiptRole",
            "ReconciliationRole",
            "RoutingRole",
            "WatchRole");
    assertThat(mayWriteAlone(stack)).isEmpty();

    allow(stack, "IntakeRole", "dynamodb:PutItem", "AuditTable");
    assertThat(mayWriteAlone(stack)).containsExactly("IntakeRole AuditTable");
  }

  @Test
  void a_row_changes_only_inside_a_transaction_with_its_entry() {
    Resources stack = Resources.synthesized();
    assertThat(may(stack, "dynamodb:PutItem", "StoryTable"))
        .containsExactly(
            "AuditRole",
            "DispatchRole",
            "EnrolmentRole",
            "ExchangeRole",
            "IntakeRole",
            "PortalRole",
            "ReceiptRole",
            "ReconciliationRole",
            "RoutingRole",
            "WatchRole");
    assertThat(mayWriteAlone(stack)).isEmpty();

    allow(stack, "ReceiptRole", "dynamodb:UpdateItem", "StoryTable");
    assertThat(mayWriteAlone(stack)).containsExactly("ReceiptRole StoryTable");
  }

  @Test
  void nobody_may_update_in_place_or_delete_and_only_who_takes_messages_may_add_a_wrapped_key() {
    Resources stack = Resources.synthesized();

    assertThat(TABLES).allSatisfy(t -> assertThat(may(stack, "dynamodb:DeleteItem", t)).isEmpty());
    assertThat(TABLES).allSatisfy(t -> assertThat(may(stack, "dynamodb:UpdateItem", t)).isEmpty());
    assertThat(may(stack, "dynamodb:PutItem", "KeysTable"))
        .containsExactly("ExchangeRole", "IntakeRole");
    assertThat(may(stack, "dynamodb:GetItem", "KeysTable"))
        .containsExactly("DispatchRole", "RoutingRole");
    assertThat(may(stack, "dynamodb:PutItem", "DirectoryTable")).containsExactly("EnrolmentRole");
  }

  /** Nobody signs in to be handed the page, so its function may write one thing alone. */
  @Test
  void the_portal_writes_the_releases_of_its_page_and_reads_and_writes_nothing_else() {
    Resources stack = Resources.synthesized();

    assertThat(TABLES)
        .allSatisfy(table ->
            assertThat(may(stack, "dynamodb:GetItem", table)).doesNotContain("PortalRole"));
    List<JsonNode> writes =
        stack.ofType("AWS::IAM::Policy").entrySet().stream()
            .filter(policy -> policy.getKey().startsWith("PortalRole"))
            .flatMap(policy -> policy.getValue().at("/PolicyDocument/Statement").valueStream())
            .filter(statement -> statement.path("Action").asText().startsWith("dynamodb:"))
            .toList();
    assertThat(writes)
        .extracting(
            statement -> statement.path("Action").asText(),
            statement ->
                statement
                    .at("/Condition/ForAllValues:StringEquals/dynamodb:LeadingKeys/0")
                    .asText())
        .containsExactly(tuple("dynamodb:PutItem", "R#PORTAL"));
    assertThat(writes)
        .flatExtracting(statement -> Resources.names(statement.path("Resource")).toList())
        .containsExactlyInAnyOrder("AuditTable", "StoryTable");
  }

  @Test
  void only_the_audit_function_may_ask_the_trail() {
    assertThat(may(Resources.synthesized(), "dynamodb:Query", "AuditTable"))
        .containsExactly("AuditRole");
  }

  @Test
  void the_directory_is_read_only_by_whoever_asks_it_something() {
    assertThat(may(Resources.synthesized(), "dynamodb:GetItem", "DirectoryTable"))
        .containsExactly(
            "AdmissionRole",
            "AuditRole",
            "DispatchRole",
            "EnrolmentRole",
            "ExchangeRole",
            "IntakeRole",
            "RoutingRole",
            "WatchRole");
  }

  @Test
  void each_index_is_read_only_by_a_stage_that_needs_it() {
    assertThat(mayQuery("/index/due")).containsExactly("WatchRole");
    assertThat(mayQuery("/index/inbox")).containsExactly("EnrolmentRole", "ReceiptRole");
    assertThat(mayQuery("/index/waiting")).containsExactly("EnrolmentRole");
    assertThat(mayQuery("/index/reference")).isEmpty();
  }

  @Test
  void only_the_reconciliation_may_read_every_row_and_nobody_every_row_of_another_table() {
    Resources stack = Resources.synthesized();
    assertThat(mayReadAll(stack)).containsExactly("ReconciliationRole StoryTable");

    allow(stack, "WatchRole", "dynamodb:Scan", "StoryTable");
    allow(stack, "ReconciliationRole", "dynamodb:*", "KeysTable");
    assertThat(mayReadAll(stack))
        .containsExactly(
            "ReconciliationRole StoryTable",
            "WatchRole StoryTable",
            "ReconciliationRole KeysTable");
  }

  @Test
  void the_reconciliation_asks_no_index() {
    assertThat(may(Resources.synthesized(), "dynamodb:Query", "StoryTable"))
        .isNotEmpty()
        .doesNotContain("ReconciliationRole");
  }

  @Test
  void only_who_takes_messages_wraps_payload_keys_and_only_routing_and_dispatch_unwrap_them() {
    Resources stack = Resources.synthesized();
    assertThat(may(stack, "kms:GenerateDataKey", "PayloadKey"))
        .containsExactly("ExchangeRole", "IntakeRole");
    assertThat(may(stack, "kms:Decrypt", "PayloadKey"))
        .containsExactly("DispatchRole", "RoutingRole");
    assertThat(may(stack, "kms:Encrypt", "PayloadKey")).isEmpty();

    allow(stack, "WatchRole", "kms:*", "PayloadKey");
    assertThat(may(stack, "kms:GenerateDataKey", "PayloadKey"))
        .containsExactly("ExchangeRole", "IntakeRole", "WatchRole");
  }

  @Test
  void only_who_takes_what_is_said_makes_pseudonyms_and_only_dispatch_and_enrolment_certify() {
    Resources stack = Resources.synthesized();

    assertThat(may(stack, "kms:GenerateMac", "PseudonymKey"))
        .containsExactly("ExchangeRole", "IntakeRole");
    assertThat(may(stack, "kms:Sign", "AuthorityKey"))
        .containsExactly("DispatchRole", "EnrolmentRole");
    assertThat(may(stack, "kms:GetPublicKey", "AuthorityKey"))
        .containsExactly("DispatchRole", "EnrolmentRole");
  }

  @Test
  void the_keys_themselves_refuse_everyone_else_the_accounts_administrators_included() {
    assertThat(refused("PayloadKey", "kms:Decrypt"))
        .containsExactlyInAnyOrder("IntakeRole", "RoutingRole", "DispatchRole", "ExchangeRole");
    assertThat(refused("PayloadKey", "kms:GenerateDataKey*"))
        .containsExactlyInAnyOrder("IntakeRole", "RoutingRole", "DispatchRole", "ExchangeRole");
    assertThat(refused("PseudonymKey", "kms:GenerateMac"))
        .containsExactlyInAnyOrder("IntakeRole", "ExchangeRole");
    assertThat(refused("AuthorityKey", "kms:Sign"))
        .containsExactlyInAnyOrder("DispatchRole", "EnrolmentRole");
    assertThat(refused("StorageKey", "kms:Decrypt")).isEmpty();
  }

  @Test
  void only_relay_nudges_and_only_dispatch_writes_to_people_under_one_address() {
    Resources stack = Resources.synthesized();

    assertThat(may(stack, "sqs:SendMessage", "RoutingQueue")).containsExactly("RelayRole");
    assertThat(may(stack, "sqs:SendMessage", "DispatchQueue")).containsExactly("RelayRole");
    assertThat(may(stack, "ses:SendEmail", "AlertIdentity")).containsExactly("DispatchRole");
    assertThat(may(stack, "ses:SendEmail", "anything else")).isEmpty();
  }

  @Test
  void only_the_portal_reads_a_secret_and_none_but_the_one_the_installation_names() {
    Resources stack = Resources.synthesized();
    assertThat(may(stack, "secretsmanager:GetSecretValue", "SignInSecret"))
        .containsExactly("PortalRole");
    assertThat(may(stack, "secretsmanager:GetSecretValue", "anything else")).isEmpty();
    assertThat(may(stack, "secretsmanager:PutSecretValue", "SignInSecret")).isEmpty();

    allow(stack, "WatchRole", "secretsmanager:*", "SignInSecret");
    assertThat(may(stack, "secretsmanager:GetSecretValue", "SignInSecret"))
        .containsExactly("PortalRole", "WatchRole");
  }

  @Test
  void whoever_gives_up_may_say_so() {
    Resources stack = Resources.synthesized();

    assertThat(may(stack, "sqs:SendMessage", "RelayFailures")).containsExactly("RelayRole");
    assertThat(may(stack, "sqs:SendMessage", "WatchFailures"))
        .containsExactly("ReconciliationRole", "SchedulerRole", "WatchRole");
  }

  /** The roles that may do {@code action} to {@code resource}, on whatever condition. */
  private static List<String> may(Resources stack, String action, String resource) {
    return stack.statements().stream()
        .filter(statement -> statement.allows(action, resource))
        .map(Statement::role)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> mayRewriteAudit(Resources stack) {
    return Stream.of("dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem")
        .flatMap(action -> may(stack, action, "AuditTable").stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Who may write a row on its own, and where. */
  private static List<String> mayWriteAlone(Resources stack) {
    return TABLES.stream()
        .flatMap(table ->
            stack.statements().stream()
                .filter(statement -> !statement.transactional())
                .filter(statement ->
                    WRITES.stream().anyMatch(action -> statement.allows(action, table)))
                .map(statement -> statement.role() + " " + table))
        .distinct()
        .toList();
  }

  /** Who may read a whole table, and which. */
  private static List<String> mayReadAll(Resources stack) {
    return TABLES.stream()
        .flatMap(
            table -> may(stack, "dynamodb:Scan", table).stream().map(role -> role + " " + table))
        .toList();
  }

  private static List<String> mayQuery(String index) {
    return Resources.synthesized().statements().stream()
        .filter(statement -> statement.allows("dynamodb:Query", "StoryTable"))
        .filter(statement -> statement.json().path("Resource").toString().contains(index))
        .map(Statement::role)
        .toList();
  }

  /** The only roles to which {@code key}'s own policy does not refuse {@code action}. */
  private static List<String> refused(String key, String action) {
    return Resources.synthesized()
        .properties(key)
        .at("/KeyPolicy/Statement")
        .valueStream()
        .filter(statement -> statement.path("Effect").asText().equals("Deny"))
        .filter(statement -> statement.path("Action").toString().contains('"' + action + '"'))
        .filter(statement -> statement.at("/Principal/AWS").asText().equals("*"))
        .map(statement -> statement.at("/Condition/ArnNotEquals"))
        .flatMap(condition -> Resources.names(condition.path("aws:PrincipalArn")))
        .toList();
  }

  private static void allow(Resources stack, String role, String action, String resource) {
    ObjectNode statement = Synthesis.object().put("Effect", "Allow").put("Action", action);
    statement.putObject("Resource").putArray("Fn::GetAtt").add(resource).add("Arn");
    JsonNode statements = stack.properties(role + "DefaultPolicy").at("/PolicyDocument/Statement");
    ((ArrayNode) statements).add(statement);
  }
}
