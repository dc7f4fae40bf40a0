package uk.firstbell.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static uk.firstbell.cloud.template.Alarm.Comparison.GREATER_THAN;
import static uk.firstbell.cloud.template.Alarm.Comparison.LESS_THAN;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the committed template says, written out by hand. */
final class CloudTemplateTest {
  private static final Resolver LOCAL =
      new Resolver() {
        @Override
        public String reference(String id) {
          return "local-" + id;
        }

        @Override
        public String attribute(String id, String attribute) {
          return "local-" + id + "-" + attribute;
        }
      };

  private final CloudTemplate template = CloudTemplate.committed();

  @Test
  void tables_have_the_keys_indexes_and_streams_that_the_adapters_use() {
    assertThat(template.tables())
        .containsExactly(
            new Table(
                "AuditTable", key("pk", "sk"), List.of(), Optional.of(Table.StreamView.KEYS_ONLY)),
            new Table(
                "DirectoryTable",
                key("pk", "sk"),
                List.of(
                    new Index(
                        "waiting",
                        key("waitingFor", "requestedAt"),
                        Index.Projection.KEYS_ONLY,
                        List.of())),
                Optional.empty()),
            new Table(
                "KeysTable",
                new KeySchema(text("pk"), Optional.empty()),
                List.of(),
                Optional.empty()),
            new Table(
                "StoryTable",
                key("pk", "sk"),
                List.of(
                    new Index(
                        "due", key("dueShard", "dueAt"), Index.Projection.KEYS_ONLY, List.of()),
                    new Index(
                        "inbox",
                        key("reader", "availableAt"),
                        Index.Projection.INCLUDE,
                        List.of("state")),
                    new Index(
                        "waiting",
                        key("waitingFor", "askedAt"),
                        Index.Projection.KEYS_ONLY,
                        List.of()),
                    new Index(
                        "reference",
                        key("recordRef", "receivedAt"),
                        Index.Projection.KEYS_ONLY,
                        List.of())),
                Optional.of(Table.StreamView.NEW_IMAGE)));
  }

  @Test
  void queues_come_after_those_that_take_their_dead_letters() {
    Duration visibility = Duration.ofSeconds(30);
    assertThat(template.queues())
        .containsExactly(
            new Queue("AuditRewrites", visibility, Duration.ofDays(14), Optional.empty()),
            new Queue("DispatchDeadLetters", visibility, Duration.ofDays(14), Optional.empty()),
            new Queue("RelayFailures", visibility, Duration.ofDays(14), Optional.empty()),
            new Queue("RoutingDeadLetters", visibility, Duration.ofDays(14), Optional.empty()),
            new Queue("WatchFailures", visibility, Duration.ofDays(14), Optional.empty()),
            new Queue(
                "DispatchQueue",
                Duration.ofMinutes(3),
                Duration.ofDays(4),
                Optional.of(new Queue.Redrive("DispatchDeadLetters", 5))),
            new Queue(
                "RoutingQueue",
                Duration.ofMinutes(3),
                Duration.ofDays(4),
                Optional.of(new Queue.Redrive("RoutingDeadLetters", 5))));
  }

  @Test
  void keys_are_of_the_kind_that_their_use_asks_for() {
    assertThat(template.keys())
        .containsExactly(
            new Key("AuthorityKey", Key.Spec.ECC_NIST_P256, Key.Usage.SIGN_VERIFY),
            new Key("PayloadKey", Key.Spec.SYMMETRIC_DEFAULT, Key.Usage.ENCRYPT_DECRYPT),
            new Key("PseudonymKey", Key.Spec.HMAC_256, Key.Usage.GENERATE_VERIFY_MAC),
            new Key("StorageKey", Key.Spec.SYMMETRIC_DEFAULT, Key.Usage.ENCRYPT_DECRYPT));
  }

  @Test
  void functions_are_told_what_this_installation_calls_things() {
    assertThat(template.functions(LOCAL))
        .extracting(Function::name, Function::handler, f -> f.timeout().toSeconds())
        .map(tuple -> tuple.toList().toString())
        .containsExactly(
            "[AdmissionFunction, uk.firstbell.functions.admission.AdmissionHandler, 29]",
            "[AuditFunction, uk.firstbell.functions.audit.AuditHandler, 29]",
            "[DispatchFunction, uk.firstbell.functions.dispatch.DispatchHandler, 30]",
            "[EnrolmentFunction, uk.firstbell.functions.enrolment.EnrolmentHandler, 29]",
            "[ExchangeFunction, uk.firstbell.functions.exchange.ExchangeHandler, 29]",
            "[IntakeFunction, uk.firstbell.functions.intake.IntakeHandler, 29]",
            "[PortalFunction, uk.firstbell.functions.portal.PortalHandler, 29]",
            "[ReceiptFunction, uk.firstbell.functions.receipt.ReceiptHandler, 29]",
            "[ReconciliationFunction, uk.firstbell.functions.watch.ReconciliationHandler, 840]",
            "[RelayFunction, uk.firstbell.functions.relay.RelayHandler, 30]",
            "[RoutingFunction, uk.firstbell.functions.routing.RoutingHandler, 30]",
            "[WatchFunction, uk.firstbell.functions.watch.WatchHandler, 30]");
    assertThat(environment("DispatchFunction"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "FIRSTBELL_STORY_TABLE", "local-StoryTable",
                "FIRSTBELL_KEYS_TABLE", "local-KeysTable",
                "FIRSTBELL_DIRECTORY_TABLE", "local-DirectoryTable",
                "FIRSTBELL_AUDIT_TABLE", "local-AuditTable",
                "FIRSTBELL_PAYLOAD_KEY", "local-PayloadKey",
                "FIRSTBELL_AUTHORITY_KEY", "local-AuthorityKey",
                "FIRSTBELL_ALERT_SENDER", "local-AlertSender",
                "FIRSTBELL_PORTAL_ADDRESS", "local-PortalAddress"));
    assertThat(environment("RelayFunction"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "FIRSTBELL_ROUTING_QUEUE", "local-RoutingQueue",
                "FIRSTBELL_DISPATCH_QUEUE", "local-DispatchQueue"));
  }

  @Test
  void the_storys_stream_and_two_queues_start_functions() {
    assertThat(template.eventSources())
        .containsExactly(
            new EventSource(
                "DispatchFromQueue",
                EventSource.Kind.QUEUE,
                "DispatchQueue",
                "DispatchFunction",
                10,
                true,
                List.of(),
                Optional.empty(),
                Optional.empty()),
            new EventSource(
                "RelayFromStory",
                EventSource.Kind.STREAM,
                "StoryTable",
                "RelayFunction",
                100,
                true,
                List.of(
                    "{\"eventName\":[\"INSERT\",\"MODIFY\"],"
                        + "\"dynamodb\":{\"NewImage\":{\"next\":{\"S\":[{\"exists\":true}]}}}}"),
                Optional.of(
                    new EventSource.Reading(EventSource.Reading.Start.TRIM_HORIZON, 5, true)),
                Optional.of("RelayFailures")),
            new EventSource(
                "RoutingFromQueue",
                EventSource.Kind.QUEUE,
                "RoutingQueue",
                "RoutingFunction",
                10,
                true,
                List.of(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void routes_lead_to_functions_and_those_for_people_past_admission() {
    assertThat(template.routes())
        .containsExactlyInAnyOrder(
            new Route(
                "AgenciesApi", "POST", "/v1/notifications", "IntakeFunction", Optional.empty()),
            forAnybody("GET", "/", "PortalFunction"),
            forAnybody("GET", "/assets/{file}", "PortalFunction"),
            forAnybody("GET", "/v1/sign-in", "PortalFunction"),
            forAnybody("POST", "/v1/sign-in", "PortalFunction"),
            forAnybody("GET", "/v1/authority", "EnrolmentFunction"),
            forPeople("GET", "/v1/me", "EnrolmentFunction"),
            forPeople("PUT", "/v1/me/devices/{device}/passkey", "EnrolmentFunction"),
            forPeople("POST", "/v1/me/devices/{device}/renewed", "EnrolmentFunction"),
            forPeople("GET", "/v1/devices", "EnrolmentFunction"),
            forPeople("POST", "/v1/devices", "EnrolmentFunction"),
            forPeople("GET", "/v1/approvals", "EnrolmentFunction"),
            forPeople("POST", "/v1/devices/{unit}/{person}/{device}/approved", "EnrolmentFunction"),
            forPeople("POST", "/v1/devices/{unit}/{person}/{device}/refused", "EnrolmentFunction"),
            forPeople("POST", "/v1/devices/{unit}/{person}/{device}/revoked", "EnrolmentFunction"),
            forPeople("POST", "/v1/people/{unit}/{person}/ended", "EnrolmentFunction"),
            forPeople("GET", "/v1/sealings", "EnrolmentFunction"),
            forPeople("GET", "/v1/sealings/{unit}", "EnrolmentFunction"),
            forPeople(
                "POST",
                "/v1/sealings/{unit}/{person}/{notification}/approved",
                "EnrolmentFunction"),
            forPeople(
                "POST", "/v1/sealings/{unit}/{person}/{notification}/refused", "EnrolmentFunction"),
            forPeople("GET", "/v1/inbox", "ReceiptFunction"),
            forPeople("GET", "/v1/inbox/{notification}/{unit}", "ReceiptFunction"),
            forPeople("POST", "/v1/inbox/{notification}/{unit}/opened", "ReceiptFunction"),
            forPeople("POST", "/v1/inbox/{notification}/{unit}/acknowledged", "ReceiptFunction"),
            forPeople("GET", "/v1/inbox/{notification}/{unit}/shared", "ReceiptFunction"),
            forPeople("POST", "/v1/inbox/{notification}/{unit}/shared", "ReceiptFunction"),
            forPeople("GET", "/v1/inbox/{notification}/{unit}/earlier", "ReceiptFunction"),
            forPeople("POST", "/v1/inbox/{notification}/{unit}/sealed-again", "ReceiptFunction"),
            new Route(
                "AgenciesApi",
                "GET",
                "/v1/notifications/{notification}",
                "ExchangeFunction",
                Optional.empty()),
            new Route(
                "AgenciesApi",
                "POST",
                "/v1/cases/{notification}/conversations",
                "ExchangeFunction",
                Optional.empty()),
            forPeople("GET", "/v1/cases/{notification}", "ExchangeFunction"),
            forPeople("POST", "/v1/cases/{notification}/acknowledged", "ExchangeFunction"),
            forPeople("POST", "/v1/cases/{notification}/answered", "ExchangeFunction"),
            forPeople(
                "POST",
                "/v1/cases/{notification}/conversations/{conversation}/confirmed",
                "ExchangeFunction"),
            forPeople("GET", "/v1/audit/notifications/{notification}", "AuditFunction"),
            forPeople("GET", "/v1/audit/devices/{unit}/{person}/{device}", "AuditFunction"),
            forPeople("GET", "/v1/audit/releases", "AuditFunction"));
  }

  @Test
  void the_watch_is_started_each_minute_and_the_reconciliation_each_quarter_of_an_hour() {
    assertThat(template.schedules())
        .containsExactly(
            new Schedule("ReconcileEachQuarter", "rate(15 minutes)", "ReconciliationFunction"),
            new Schedule("WatchEachMinute", "rate(1 minute)", "WatchFunction"));
  }

  @Test
  void a_person_is_called_for_a_confession_for_silence_and_for_a_report_nobody_routes() {
    assertThat(template.alarms())
        .containsExactly(
            alarm("NobodyTold", "untold", "dispatch", GREATER_THAN, 0, 1, false),
            alarm(
                "ReconciliationConfessed",
                "confessed",
                "reconciliation",
                GREATER_THAN,
                0,
                1,
                false),
            alarm("ReconciliationSilent", "finished", "reconciliation", LESS_THAN, 1, 30, true),
            alarm("ReportUnrouted", "unrouted", "watch", GREATER_THAN, 0, 1, false),
            alarm("WatchSilent", "finished", "watch", LESS_THAN, 1, 5, true));
  }

  @Test
  void refuses_an_alarm_that_compares_in_a_way_it_does_not_know() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(() -> comparing("GreaterThanUpperThreshold").alarms())
        .withMessage("an alarm compares in a way not known here");

    assertThat(comparing("GreaterThanThreshold").alarms()).hasSize(1);
  }

  @Test
  void people_whose_session_was_ended_are_told_so_and_no_other_api_denies() {
    assertThat(template.denials())
        .containsExactly(
            new Denial(
                "PeopleApi",
                401,
                "{\"type\":\"urn:firstbell:problem:signed-out\","
                    + "\"title\":\"This session was ended; sign in again.\",\"status\":401}"));
  }

  @Test
  void an_installation_must_say_six_things_and_may_say_one_more_and_alerts_come_from_one_of_them() {
    assertThat(template.parameters())
        .containsExactly(
            new Parameter(
                "AgenciesAuthority",
                Optional.of("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"),
                Optional.empty()),
            new Parameter("AlertSender", Optional.of("^[^@\\s]+@[^@\\s]+$"), Optional.empty()),
            new Parameter("PortalAddress", Optional.of("^https://[^\\s]+$"), Optional.empty()),
            new Parameter("SignInClient", Optional.of("^[A-Za-z0-9._-]+$"), Optional.empty()),
            new Parameter(
                "SignInIssuers",
                Optional.of("^https://[^\\s]+( https://[^\\s]+)*$"),
                Optional.empty()),
            new Parameter(
                "SignInRoles",
                Optional.of(
                    "^(none|https://[^\\s]+ https://[^\\s]+ [A-Za-z0-9._-]+ [A-Za-z0-9._-]+)$"),
                Optional.of("none")),
            new Parameter(
                "SignInSecret",
                Optional.of(
                    "^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^\\s*?]+-[A-Za-z0-9]{6}$"),
                Optional.empty()));
    assertThat(template.mailIdentities(LOCAL))
        .containsExactly(new MailIdentity("AlertIdentity", "local-AlertSender"));
  }

  @Test
  void refuses_a_trigger_that_goes_past_the_alias() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(() -> schedule("WatchFunction").schedules())
        .withMessage("a trigger names something other than an alias");

    assertThat(schedule("WatchLive").schedules())
        .containsExactly(new Schedule("Each", "rate(1 minute)", "WatchFunction"));
  }

  @Test
  void refuses_a_value_made_in_a_way_it_does_not_know() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(() -> mailFrom("{\"Fn::Sub\": \"alerts@${Domain}\"}").mailIdentities(LOCAL));

    assertThat(mailFrom("{\"Fn::GetAtt\": [\"Domain\", \"Name\"]}").mailIdentities(LOCAL))
        .containsExactly(new MailIdentity("Mail", "local-Domain-Name"));
    assertThat(mailFrom("\"alerts@example.org\"").mailIdentities(LOCAL))
        .containsExactly(new MailIdentity("Mail", "alerts@example.org"));
  }

  private Map<String, String> environment(String function) {
    return template.functions(LOCAL).stream()
        .filter(candidate -> candidate.name().equals(function))
        .findFirst()
        .orElseThrow()
        .environment();
  }

  private static Route forAnybody(String method, String path, String function) {
    return new Route("PeopleApi", method, path, function, Optional.empty());
  }

  private static Route forPeople(String method, String path, String function) {
    return new Route("PeopleApi", method, path, function, Optional.of("AdmissionFunction"));
  }

  private static KeySchema key(String partition, String sort) {
    return new KeySchema(text(partition), Optional.of(text(sort)));
  }

  private static Attribute text(String name) {
    return new Attribute(name, Attribute.Type.S);
  }

  private static Alarm alarm(
      String name,
      String metric,
      String stage,
      Alarm.Comparison comparison,
      long threshold,
      int minutes,
      boolean whenMissing) {
    return new Alarm(
        name,
        "Firstbell",
        metric,
        Map.of("stage", stage),
        comparison,
        threshold,
        Duration.ofMinutes(minutes),
        whenMissing);
  }

  private static CloudTemplate comparing(String operator) throws IOException {
    return read(
        """
        {"Resources": {"Confessed": {"Type": "AWS::CloudWatch::Alarm", "Properties": {
          "Namespace": "Firstbell", "ComparisonOperator": "OPERATOR"}}}}
        """
            .replace("OPERATOR", operator));
  }

  private static CloudTemplate schedule(String target) throws IOException {
    return read(
        """
        {"Resources": {
          "WatchFunction": {"Type": "AWS::Lambda::Function"},
          "WatchVersion": {"Type": "AWS::Lambda::Version",
            "Properties": {"FunctionName": {"Ref": "WatchFunction"}}},
          "WatchLive": {"Type": "AWS::Lambda::Alias",
            "Properties": {"FunctionVersion": {"Fn::GetAtt": ["WatchVersion", "Version"]}}},
          "Each": {"Type": "AWS::Scheduler::Schedule", "Properties": {
            "ScheduleExpression": "rate(1 minute)", "Target": {"Arn": {"Ref": "TARGET"}}}}}}
        """
            .replace("TARGET", target));
  }

  private static CloudTemplate mailFrom(String address) throws IOException {
    return read(
        """
        {"Resources": {"Mail": {"Type": "AWS::SES::EmailIdentity",
          "Properties": {"EmailIdentity": ADDRESS}}}}
        """
            .replace("ADDRESS", address));
  }

  private static CloudTemplate read(String json) throws IOException {
    return CloudTemplate.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
