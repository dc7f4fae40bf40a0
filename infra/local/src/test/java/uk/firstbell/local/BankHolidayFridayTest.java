package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.aws.AwsClients;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.testkit.scene.Outcome;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.testkit.scene.Scene;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.lambda.DecisionLog.Decision;

/**
 * The whole story on real parts, and then what somebody outside can do to it: everything here goes
 * through HTTP or the table API, and nothing through a switch in the product.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BankHolidayFridayTest {
  private static final Unit LARKFIELD = new Unit(Unit.Kind.SCHOOL, "102345");
  private static final NotificationId NOBODYS =
      new NotificationId("019de57b-f780-758a-89b3-d54ebfbde4fd");

  private final Path event = SampleBorough.event("bank-holiday-friday");
  private final Scene scene = Scene.read(event);
  private RunningGateway gateway;
  private Outside outside;
  private Progress progress;
  private List<String> findings;
  private NotificationId notification;

  @BeforeAll
  void plays_the_weekend() throws Exception {
    Path borough = SampleBorough.path();
    var narrator = new Narrator(new PrintStream(OutputStream.nullOutputStream()), false);
    gateway =
        RunningGateway.start(
            scene.publish().at(),
            borough,
            0,
            LocalSignIn.TOKEN_LIFE,
            narrator,
            Notebook.ofNoFolder());
    outside = new Outside(gateway, borough);
    var timeline = Timeline.of(List.of(Night.Sample.read(event, borough)));
    progress = Progress.of(timeline, Notebook.ofNoFolder());
    findings = new Night(gateway, outside, progress).play(timeline, Instant.MAX);
    // The same message with the same body is told the first answer again, and so its id.
    notification =
        new NotificationId(publishedAgain().content().text("notificationId").orElseThrow());
  }

  @AfterAll
  void stops() {
    outside.close();
    gateway.close();
  }

  @Test
  void ends_as_it_was_written_down_by_hand() {
    assertThat(findings).isEmpty();
  }

  @Test
  void gives_the_first_answer_again_to_the_same_message_and_refuses_another_under_its_id() {
    var again = publishedAgain();
    var changed = scene.publish().body().with("drill", new Content.Truth(true));
    var taken =
        outside
            .face()
            .publish(
                outside.people().signer(scene.publish().keyId()),
                ContentJson.bytes(changed),
                gateway.clock().instant());

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.content().text("notificationId")).contains(notification.value());
    assertThat(taken.status()).isEqualTo(409);
  }

  @Test
  void names_whichever_one_audit_entry_is_deleted_from_the_table() {
    var trail = gateway.story().trail(notification).orElseThrow();
    assertThat(trail.entries()).hasSizeGreaterThan(20);

    for (var entry : trail.entries()) {
      Map<String, AttributeValue> gone =
          auditItem(entry.row().partition(), entry.row().sort(), entry.version());
      var key = Map.of("pk", value(gone, "pk"), "sk", value(gone, "sk"));
      gateway
          .cloud()
          .dynamoDb()
          .deleteItem(delete -> delete.tableName(table("AuditTable")).key(key));

      assertThat(Verifier.verify(gateway.story().trail(notification).orElseThrow()))
          .isEqualTo(
              new Verifier.Verdict.Broken(entry.row(), entry.version(), Verifier.Flaw.MISSING));

      gateway.cloud().dynamoDb().putItem(put -> put.tableName(table("AuditTable")).item(gone));
    }
    assertThat(Verifier.verify(gateway.story().trail(notification).orElseThrow()))
        .isInstanceOf(Verifier.Verdict.Whole.class);
  }

  @Test
  void finds_an_entry_that_was_deleted_from_outside_and_names_it() {
    var row = RowId.head(notification);
    Map<String, AttributeValue> gone = auditItem(row.partition(), row.sort(), 1);
    var key = Map.of("pk", value(gone, "pk"), "sk", value(gone, "sk"));
    gateway.cloud().dynamoDb().deleteItem(it -> it.tableName(table("AuditTable")).key(key));

    assertThat(heldAgain())
        .anyMatch(finding ->
            finding.contains("I4") && finding.contains(row.toString()) && finding.contains("1 is"));

    gateway.cloud().dynamoDb().putItem(it -> it.tableName(table("AuditTable")).item(gone));
    assertThat(heldAgain()).isEmpty();
  }

  @Test
  void finds_a_copy_that_was_replaced_by_one_sealed_to_another_reader_and_names_it() {
    Map<String, AttributeValue> mine = copyOf("larkfield-dsl");
    var replaced = new HashMap<>(mine);
    replaced.put("sealed", value(copyOf("larkfield-deputy-1"), "sealed"));
    gateway.cloud().dynamoDb().putItem(it -> it.tableName(table("StoryTable")).item(replaced));

    assertThat(heldAgain())
        .anyMatch(finding ->
            finding.contains("COPY#SCHOOL-102345#larkfield-dsl does not open for its reader"))
        .anyMatch(finding -> finding.contains("opens with the key of larkfield-deputy-1"));

    gateway.cloud().dynamoDb().putItem(it -> it.tableName(table("StoryTable")).item(mine));
    assertThat(heldAgain()).isEmpty();
  }

  private List<String> heldAgain() {
    return new Checks(gateway, outside)
        .scene(Player.Played.of(scene, progress.came()), Outcome.beside(event))
        .findings();
  }

  private Map<String, AttributeValue> copyOf(String reader) {
    var key =
        Map.of(
            "pk", AttributeValue.fromS("N#" + notification),
            "sk", AttributeValue.fromS("COPY#SCHOOL-102345#" + reader));
    return gateway
        .cloud()
        .dynamoDb()
        .getItem(get -> get.tableName(table("StoryTable")).key(key))
        .item();
  }

  @ParameterizedTest(name = "signed over another {0}")
  @CsvSource({
    "method,    PUT,  '',            /v1/notifications,  ?",
    "authority, POST, other.example, /v1/notifications,  ?",
    "path,      POST, '',            /v1/notifications/, ?",
    "query,     POST, '',            /v1/notifications,  ?drill=true",
  })
  void refuses_a_request_whose_signature_covers_something_else(
      String component, String method, String authority, String path, String query) {
    byte[] body = freshBody(component);
    String signedAuthority = authority.isEmpty() ? gateway.authority() : authority;

    var refused = sent(signed(method, signedAuthority, path, query, body), body);
    var repaired = sent(signed(body), body);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(repaired.status()).isEqualTo(202);
  }

  @Test
  void refuses_a_query_that_was_added_after_signing() {
    byte[] body = freshBody("query-added");
    var headers = signed(body);

    assertThat(
            outside
                .face()
                .send("POST", "/v1/notifications?a=b", body, headers, "application/json")
                .status())
        .isEqualTo(401);
    assertThat(sent(headers, body).status()).isEqualTo(202);
  }

  @Test
  void refuses_a_digest_that_is_not_the_bodys() {
    byte[] body = freshBody("digest");
    var headers = signed(body);
    var altered = new HashMap<>(headers);
    altered.replace("Content-Digest", otherDigest(headers.getOrDefault("Content-Digest", "")));

    assertThat(sent(altered, body).status()).isEqualTo(401);
    assertThat(sent(headers, body).status()).isEqualTo(202);
  }

  @Test
  void refuses_an_expired_signature_and_takes_one_that_is_about_to_expire() {
    byte[] body = freshBody("expired");
    Instant created = now().minusSeconds(60);

    assertThat(sent(signedUntil(created, now().minusSeconds(1), body), body).status())
        .isEqualTo(401);
    assertThat(sent(signedUntil(created, now().plusSeconds(1), body), body).status())
        .isEqualTo(202);
  }

  @Test
  void refuses_a_signature_replayed_with_another_body() {
    byte[] body = freshBody("replayed");
    byte[] other = freshBody("replayed-other");
    var headers = signed(body);

    assertThat(sent(headers, other).status()).isEqualTo(401);
    assertThat(sent(headers, body).status()).isEqualTo(202);
  }

  @Test
  void tells_a_stranger_nothing_more_than_that_the_request_is_not_authentic() {
    byte[] body = freshBody("stranger");
    var unsigned = sent(Map.of(), body);
    var altered = sent(signed("PUT", gateway.authority(), "/v1/notifications", "?", body), body);

    assertThat(unsigned.status()).isEqualTo(401);
    assertThat(altered.body()).isEqualTo(unsigned.body());
  }

  @Test
  void tells_another_schools_lead_what_she_would_be_told_if_there_were_nothing() {
    var hers = outside.desk(new PersonId("larkfield-dsl"));
    var strangers = outside.desk(new PersonId("oakmere-dsl"));
    var there = new DeliveryId(notification, LARKFIELD);
    var nowhere = new DeliveryId(NOBODYS, LARKFIELD);

    assertThat(hers.fetch(there).status()).isEqualTo(200);
    assertThat(strangers.fetch(there).status()).isEqualTo(404);
    assertThat(strangers.fetch(there).body()).isEqualTo(strangers.fetch(nowhere).body());
    assertThat(strangers.lists(notification)).isFalse();
    assertThat(strangers.audit(notification).status()).isEqualTo(404);
    assertThat(outside.desk(new PersonId("larkfield-head")).fetch(there).body())
        .isEqualTo(strangers.fetch(nowhere).body());
  }

  @Test
  void lets_nobody_in_who_is_not_signed_in() {
    assertThat(outside.face().send("GET", "/v1/inbox", new byte[0], Map.of(), "").status())
        .isEqualTo(401);
    assertThat(outside.face().get("/v1/inbox", "no.token.atall").status()).isEqualTo(401);
  }

  @Test
  void finds_a_planted_word_of_the_report_in_each_kind_of_place_and_nowhere_else() {
    var canary = Canary.of(scene.publish().body());
    var leaks = new Leaks(gateway);
    assertThat(leaks.of(canary)).isEmpty();
    assertThat(Belongings.Kind.values())
        .allSatisfy(kind -> assertThat(leaks.searched(kind)).as(kind.name()).isPositive());
    String field = "/children/0/familyName";
    String name =
        scene.publish().body().groups("children").getFirst().text("familyName").orElseThrow();

    var inAttribute =
        AttributeValue.fromS(
            Base64.getEncoder().encodeToString(("x" + name).getBytes(StandardCharsets.UTF_8)));
    assertThat(foundWith(Map.of("note", inAttribute), leaks, canary))
        .containsExactly(field + " in StoryTable.note");
    var inName = Map.of("told", AttributeValue.fromM(Map.of(name, AttributeValue.fromBool(true))));
    assertThat(foundWith(inName, leaks, canary))
        .containsExactly(field + " in StoryTable.told, as a name");
    assertThat(leaks.of(canary)).isEmpty();

    // What is sent or said stays so: from here on each find comes on top of those before.
    mail(name);
    assertThat(leaks.of(canary)).containsExactly(field + " in a mail");
    gateway.log().decided(Decision.of(now(), "intake", name, "ACCEPTED"));
    assertThat(leaks.of(canary))
        .containsExactly(
            field + " in a mail", field + " in a line told", field + " in a line logged");
    gateway
        .cloud()
        .sqs()
        .sendMessage(send -> send.queueUrl(table("RoutingQueue")).messageBody(name));
    gateway.pumps().untilIdle();
    assertThat(leaks.of(canary)).contains(field + " in a queue");
  }

  /** What is found while the story's table holds one more item with {@code more} in it. */
  private List<String> foundWith(Map<String, AttributeValue> more, Leaks leaks, Canary canary) {
    var key = Map.of("pk", AttributeValue.fromS("PLANTED"), "sk", AttributeValue.fromS("HERE"));
    var planted = new HashMap<>(key);
    planted.putAll(more);
    gateway.cloud().dynamoDb().putItem(put -> put.tableName(table("StoryTable")).item(planted));
    try {
      return leaks.of(canary);
    } finally {
      gateway
          .cloud()
          .dynamoDb()
          .deleteItem(delete -> delete.tableName(table("StoryTable")).key(key));
    }
  }

  /** From the gateway's own address, as if a stage had put {@code word} into an alert. */
  private void mail(String word) {
    try (var clients = AwsClients.from(gateway.cloud().functions().getFirst().environment())) {
      clients
          .ses()
          .sendEmail(mail ->
              mail.fromEmailAddress(gateway.cloud().reference("AlertSender"))
                  .destination(to -> to.toAddresses("dsl@larkfield.example"))
                  .content(content ->
                      content.simple(simple ->
                          simple
                              .subject(subject -> subject.data("A notice waits"))
                              .body(body -> body.html(html -> html.data("<p>" + word + "</p>"))))));
    }
  }

  /** The digest with its first character changed. */
  private static String otherDigest(String digest) {
    int first = digest.indexOf(':') + 1;
    char other = digest.charAt(first) == 'A' ? 'B' : 'A';
    return digest.substring(0, first) + other + digest.substring(first + 1);
  }

  private Face.Answer publishedAgain() {
    return outside
        .face()
        .publish(outside.people().signer(scene.publish().keyId()), scene.publish().bytes(), now());
  }

  /** A report nobody has sent before. */
  private byte[] freshBody(String id) {
    return ContentJson.bytes(
        scene.publish().body().with("clientMessageId", new Content.Text("outside-" + id)));
  }

  private Map<String, String> signed(
      String method, String authority, String path, String query, byte[] body) {
    return signed(method, authority, path, query, body, now(), now().plusSeconds(60));
  }

  private Map<String, String> signed(
      String method,
      String authority,
      String path,
      String query,
      byte[] body,
      Instant created,
      Instant expires) {
    var request =
        new SignedRequest(
            method,
            authority,
            path,
            query,
            Map.of("content-type", List.of("application/json")),
            body);
    return outside
        .people()
        .signer(scene.publish().keyId())
        .sign(request, created, expires, UUID.randomUUID().toString());
  }

  private Map<String, String> signedUntil(Instant created, Instant expires, byte[] body) {
    return signed("POST", gateway.authority(), "/v1/notifications", "?", body, created, expires);
  }

  /** Signed as it should be. */
  private Map<String, String> signed(byte[] body) {
    return signed("POST", gateway.authority(), "/v1/notifications", "?", body);
  }

  private Face.Answer sent(Map<String, String> headers, byte[] body) {
    return outside.face().send("POST", "/v1/notifications", body, headers, "application/json");
  }

  private Instant now() {
    return gateway.clock().instant();
  }

  private String table(String name) {
    return gateway.cloud().reference(name);
  }

  private Map<String, AttributeValue> auditItem(String partition, String sort, long version) {
    return gateway
        .cloud()
        .dynamoDb()
        .query(query ->
            query
                .tableName(table("AuditTable"))
                .keyConditionExpression("pk = :pk and begins_with(sk, :sk)")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", AttributeValue.fromS(partition),
                        ":sk", AttributeValue.fromS(sort + "#"))))
        .items()
        .stream()
        .filter(item -> value(item, "sk").s().endsWith("%08d".formatted(version)))
        .filter(item -> value(item, "sk").s().length() == sort.length() + 9)
        .findFirst()
        .orElseThrow();
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an entry has no " + name);
    }
    return value;
  }
}
