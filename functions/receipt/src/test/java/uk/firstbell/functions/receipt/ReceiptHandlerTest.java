package uk.firstbell.functions.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.enrolment.DeviceName;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.Answer;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.rehearsal.Contract;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.rehearsal.Said;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.wire.lambda.DecisionLog.Fact;

final class ReceiptHandlerTest {
  private static final String DSL = "larkfield-dsl";
  private static final String UNKNOWN = "019de5a1-2b3c-7d4e-8f50-617283940a1b";
  private static final String NOT_THERE =
      "{\"status\":404,\"title\":\"There is nothing here for you.\","
          + "\"type\":\"urn:firstbell:problem:not-found\"}";

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final HeardLog log = new HeardLog();
  private final ReceiptHandler handler =
      new ReceiptHandler(gateway.receipt(), log, gateway.clock());
  private DeliveryId id = gateway.delivery(gateway.available());

  @BeforeEach
  void it_is_tuesday_morning() {
    gateway.clock().set(Instant.parse("2026-05-05T06:12:00Z"));
    id = gateway.delivery(id.notification());
  }

  @Test
  void lists_what_a_reader_can_fetch_without_a_word_of_content() {
    Said said = asks("inbox.json", DSL, Map.of());

    assertThat(said.status()).isEqualTo(200);
    assertThat(said.text())
        .isEqualTo(
            "{\"items\":[{\"availableAt\":\"2026-05-01T21:40:00Z\",\"notification\":\""
                + id.notification()
                + "\",\"state\":\"SEALED\",\"unit\":\"SCHOOL-102345\"}]}");
    assertThat(asks("inbox.json", "oakmere-dsl", Map.of()).text()).isEqualTo("{\"items\":[]}");
    assertThat(log.heard().getFirst().facts())
        .containsOnly(Map.entry("items", new Fact.Count(1)), Map.entry("person", new Fact.Id(DSL)));
  }

  @Test
  void hands_a_reader_the_copy_that_only_they_can_open() {
    Said said = fetches(DSL);

    assertThat(said.status()).isEqualTo(200);
    assertThat(said.header("Content-Type"))
        .isEqualTo("application/pkcs7-mime; smime-type=authEnveloped-data");
    assertThat(gateway.opened(said.body(), DSL).group("notice"))
        .contains(gateway.outcome().deliveries().getFirst().notice());
    assertThat(log.heard().getFirst().id()).isEqualTo(id.toString());
    assertThat(log.outcomes()).containsExactly("FETCHED");
  }

  @Test
  void closes_a_delivery_once_it_was_opened_and_acknowledged_and_says_so_again() {
    assertThat(opens(DSL, token(DSL)).status()).isEqualTo(204);
    assertThat(opens(DSL, token(DSL)).status()).isEqualTo(204);
    assertThat(acknowledges(DSL, "SUPPORT_IN_PLACE").status()).isEqualTo(204);
    assertThat(acknowledges(DSL, "SUPPORT_IN_PLACE").status()).isEqualTo(204);

    Delivery delivery = gateway.story().delivery(id).orElseThrow().row();
    assertThat(delivery.state()).isEqualTo(Delivery.State.ACKNOWLEDGED);
    assertThat(delivery.answer())
        .contains(new Answer(new PersonId("larkfield-dsl"), ReaderOutcome.SUPPORT_IN_PLACE));
    assertThat(log.outcomes())
        .containsExactly(
            "FETCHED", "OPENED", "FETCHED", "OPENED_AGAIN", "ACKNOWLEDGED", "ACKNOWLEDGED_AGAIN");
  }

  @Test
  void has_an_open_item_sealed_again_at_once_and_a_closed_one_once_somebody_agrees() {
    Said open = asks("sealed-again.json", DSL, named());
    assertThat(open.status()).isEqualTo(202);
    assertThat(open.json().text("state")).contains("BEING_SEALED");
    opens(DSL, token(DSL));
    acknowledges(DSL, "SUPPORT_IN_PLACE");

    Said closed = asks("sealed-again.json", DSL, named());

    assertThat(closed.status()).isEqualTo(202);
    assertThat(closed.json().text("state")).contains("WAITS");
    assertThat(asks("sealed-again.json", "oakmere-dsl", named()).text()).isEqualTo(NOT_THERE);
    assertThat(log.outcomes())
        .contains("TO_BE_SEALED_AGAIN", "WAITS_FOR_AGREEMENT")
        .endsWith("NOT_THERE");
  }

  @Test
  void says_that_nobody_can_seal_again_what_is_erased() {
    opens(DSL, token(DSL));
    acknowledges(DSL, "SUPPORT_IN_PLACE");
    asks("sealed-again.json", DSL, named());
    gateway.story().destroyKey(id.notification());
    gateway.agreement().approve(gateway.admitted("larkfield-head"), id, new PersonId(DSL));
    gateway.settle();

    Said said = asks("sealed-again.json", DSL, named());

    assertThat(said.status()).isEqualTo(409);
    assertThat(said.json().text("type")).contains("urn:firstbell:problem:erased");
  }

  @Test
  void sends_a_delivery_back_as_the_wrong_child_and_ends_access() {
    opens(DSL, token(DSL));

    assertThat(acknowledges(DSL, "WRONG_CHILD").status()).isEqualTo(204);
    assertThat(acknowledges(DSL, "WRONG_CHILD").status()).isEqualTo(204);

    assertThat(fetches(DSL).text()).isEqualTo(NOT_THERE);
    assertThat(log.outcomes()).endsWith("RETURNED", "RETURNED_AGAIN", "NOT_THERE");
  }

  @Test
  void refuses_a_token_that_is_not_of_this_copy() {
    String other = token("larkfield-deputy-1");

    Said said = opens(DSL, other);

    assertThat(said.status()).isEqualTo(422);
    assertThat(codes(said)).containsExactly("WRONG_TOKEN");
    assertThat(opens("larkfield-deputy-1", other).status()).isEqualTo(204);
  }

  @Test
  void wants_a_copy_opened_before_it_is_acknowledged() {
    Said said = acknowledges(DSL, "SUPPORT_IN_PLACE");

    assertThat(said.status()).isEqualTo(409);
    assertThat(said.json().text("type")).contains("urn:firstbell:problem:not-opened-yet");
    opens(DSL, token(DSL));
    assertThat(acknowledges(DSL, "SUPPORT_IN_PLACE").status()).isEqualTo(204);
  }

  @Test
  void keeps_the_first_outcome_against_another() {
    opens(DSL, token(DSL));
    acknowledges(DSL, "SUPPORT_IN_PLACE");

    Said said = acknowledges(DSL, "SILENT_WATCH");

    assertThat(said.status()).isEqualTo(409);
    assertThat(said.json().text("type")).contains("urn:firstbell:problem:closed-otherwise");
  }

  @Test
  void notes_whom_a_reader_told_and_lists_it_without_saying_who_noted_it() {
    opens(DSL, token(DSL));
    assertThat(shares("CLASS_TEACHER", 2).status()).isEqualTo(204);

    assertThat(asks("shares.json", DSL, named()).text())
        .isEqualTo(
            "{\"items\":[{\"at\":\"2026-05-05T06:12:00Z\",\"own\":true,\"people\":2,"
                + "\"role\":\"CLASS_TEACHER\"}]}");
    opens("larkfield-deputy-1", token("larkfield-deputy-1"));
    assertThat(asks("shares.json", "larkfield-deputy-1", named()).text())
        .contains("\"own\":false")
        .doesNotContain(DSL);
    assertThat(shares("SENCO", 2).json().text("type"))
        .contains("urn:firstbell:problem:noted-otherwise");
    assertThat(log.outcomes()).contains("SHARED", "SHARES_TOLD", "SHARED_OTHERWISE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[]'                                                     | 422 | TYPE     |",
        "'{\"role\":\"SENCO\",\"people\":1}'                      | 422 | REQUIRED | /name",
        "'{\"name\":\"short\",\"role\":\"SENCO\",\"people\":1}' | 422 | PATTERN | /name",
        "'{\"name\":\"NAME\",\"role\":\"Mr Smith\",\"people\":1}' | 422 | ENUM | /role",
        "'{\"name\":\"NAME\",\"role\":\"SENCO\",\"people\":\"1\"}' | 422 | TYPE | /people",
        "'{\"name\":\"NAME\",\"role\":\"SENCO\",\"people\":0}' | 422 | MINIMUM | /people",
        "'{\"name\":\"NAME\",\"role\":\"SENCO\",\"people\":21}' | 422 | MAXIMUM | /people",
        "'{\"name\":\"NAME\",\"role\":\"SENCO\",\"people\":1,\"note\":\"\"}' | 422 | UNKNOWN_PROPERTY |"
      })
  void refuses_a_share_that_says_more_or_less_than_a_role_and_a_number(
      String body, int status, String code, String pointer) {
    opens(DSL, token(DSL));
    String named = body.replace("NAME", "n".repeat(22));

    Said said = asks("shared.json", DSL, with(base64(named)));

    assertThat(said.status()).isEqualTo(status);
    assertThat(codes(said)).containsExactly(code);
    assertThat(said.json().groups("errors").getFirst().text("pointer"))
        .contains(pointer == null ? "" : pointer);
    assertThat(shares("SENCO", 1).status()).isEqualTo(204);
    assertThat(shares("SENCO", 1).status()).isEqualTo(204);
  }

  @Test
  void lists_what_came_earlier_for_each_child_once_the_copy_is_opened() {
    assertThat(asks("earlier.json", DSL, named()).status()).isEqualTo(409);
    opens(DSL, token(DSL));

    Said said = asks("earlier.json", DSL, named());

    assertThat(said.status()).isEqualTo(200);
    assertThat(said.text()).isEqualTo("{\"children\":[[]]}");
    assertThat(log.outcomes()).contains("NOT_OPENED_YET", "EARLIER_TOLD");
  }

  @Test
  void looks_back_until_a_moment_that_the_query_names_and_takes_nothing_else_for_one() {
    opens(DSL, token(DSL));

    for (String no : List.of("yesterday", "2026-05-05", "1970-01-01T00:00:00Z", "")) {
      Said said = asks("earlier-until.json", DSL, until(no));
      assertThat(said.status()).as(no).isEqualTo(422);
      assertThat(codes(said)).containsExactly("FORMAT");
    }
    assertThat(asks("earlier-until.json", DSL, until("2026-05-05T06:12:00Z")).text())
        .isEqualTo("{\"children\":[[]]}");
  }

  private Map<String, String> until(String moment) {
    var gaps = new HashMap<>(named());
    gaps.put("until", moment);
    return gaps;
  }

  @ParameterizedTest
  @CsvSource({
    "oakmere-dsl, , SCHOOL-102345",
    "larkfield-head, , SCHOOL-102345",
    "larkfield-dsl, , SCHOOL-102346",
    "larkfield-dsl, 019de5a1-2b3c-7d4e-8f50-617283940a1b, SCHOOL-102345",
    "larkfield-dsl, not-an-id, SCHOOL-102345",
    "larkfield-dsl, , SCHOOL",
    "larkfield-dsl, , PARISH-102345",
    "larkfield-dsl, , SCHOOL-1"
  })
  void answers_everybody_else_and_everything_else_with_the_same_bytes(
      String person, String notification, String unit) {
    String named = notification == null ? id.notification().value() : notification;
    var gaps = Map.of("notification", named, "unit", unit);
    var opening = new HashMap<>(gaps);
    opening.put("body", base64("{\"openingToken\":\"" + token(DSL) + "\"}"));
    var closing = new HashMap<>(gaps);
    closing.put("body", base64("{\"outcome\":\"SUPPORT_IN_PLACE\"}"));

    var sharing = new HashMap<>(gaps);
    sharing.put("body", base64(share("SENCO", 1)));

    for (byte[] written :
        List.of(
            written("copy.json", person, gaps),
            written("opened.json", person, opening),
            written("acknowledged.json", person, closing),
            written("shared.json", person, sharing),
            written("shares.json", person, gaps),
            written("earlier.json", person, gaps))) {
      assertThat(Said.read(written).status()).isEqualTo(404);
      assertThat(Said.read(written).text()).isEqualTo(NOT_THERE);
      assertThat(written)
          .isEqualTo(
              written("copy.json", DSL, Map.of("notification", UNKNOWN, "unit", "SCHOOL-102345")));
    }
    assertThat(fetches(DSL).status()).isEqualTo(200);
  }

  @Test
  void gives_whoever_has_nothing_to_read_by_one_answer_about_everything() {
    opens(DSL, token(DSL));
    gateway
        .enrolment()
        .revoke(
            gateway.admitted(DSL),
            new DeviceName(id.unit(), new PersonId(DSL), "2026a"),
            Device.Reason.LOST);

    Said said = fetches(DSL);

    assertThat(said.status()).isEqualTo(403);
    assertThat(said.json().text("type")).contains("urn:firstbell:problem:no-device");
    assertThat(acknowledges(DSL, "SUPPORT_IN_PLACE").text()).isEqualTo(said.text());
    assertThat(fetches("wxc-auditor").text()).isEqualTo(said.text());
    assertThat(
            Said.read(
                    written(
                        "copy.json", DSL, Map.of("notification", UNKNOWN, "unit", "SCHOOL-102345")))
                .text())
        .isEqualTo(said.text());
    assertThat(log.outcomes()).contains("NO_DEVICE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{'                                          | 400 | NOT_JSON",
        "'{\"openingToken\":\"a\",\"openingToken\":\"b\"}' | 400 | NAME_REPEATED",
        "'[]'                                         | 422 | TYPE",
        "'{}'                                         | 422 | REQUIRED",
        "'{\"openingToken\":1}'                       | 422 | TYPE",
        "'{\"openingToken\":\"a\",\"other\":1}'       | 422 | UNKNOWN_PROPERTY"
      })
  void refuses_an_opening_that_does_not_say_its_token(String body, int status, String code) {
    Said said = asks("opened.json", DSL, with(base64(body)));

    assertThat(said.status()).isEqualTo(status);
    assertThat(codes(said)).containsExactly(code);
    assertThat(log.outcomes()).containsExactly("REFUSED");
  }

  @Test
  void refuses_an_outcome_that_is_none() {
    opens(DSL, token(DSL));

    Said said = acknowledges(DSL, "support_in_place");

    assertThat(said.status()).isEqualTo(422);
    assertThat(codes(said)).containsExactly("ENUM");
    assertThat(said.json().groups("errors").getFirst().text("pointer")).contains("/outcome");
    assertThat(acknowledges(DSL, "SUPPORT_IN_PLACE").status()).isEqualTo(204);
  }

  @Test
  void asks_a_reader_to_try_again_when_others_keep_coming_first() {
    var who = gateway.admitted(DSL);
    gateway.beforeWrites(5, () -> gateway.receipt().fetch(who, id));

    Said said = fetches(DSL);

    assertThat(said.status()).isEqualTo(503);
    assertThat(said.header("Retry-After")).isEqualTo("1");
    gateway.beforeWrites(4, () -> gateway.receipt().fetch(who, id));
    assertThat(fetches(DSL).status()).isEqualTo(200);
  }

  @Test
  void gives_nothing_to_a_request_that_no_authorizer_let_in() {
    Said said =
        Said.read(
            Contract.answer(
                handler, Events.read(ReceiptHandlerTest.class, "unadmitted.json", Map.of())));

    assertThat(said.status()).isEqualTo(401);
    assertThat(log.outcomes()).containsExactly("NOT_ADMITTED");
  }

  @Test
  void says_nothing_of_anybody_in_its_log() {
    opens(DSL, token(DSL));
    acknowledges(DSL, "SUPPORT_IN_PLACE");

    Canary canary = Canary.of(gateway.scene().publish().body());
    assertThat(log.lines()).isNotEmpty();
    assertThat(canary.findIn(log.lines())).isEmpty();
  }

  private Said fetches(String person) {
    return asks("copy.json", person, named());
  }

  private Said opens(String person, String token) {
    return asks("opened.json", person, with(base64("{\"openingToken\":\"" + token + "\"}")));
  }

  private Said acknowledges(String person, String outcome) {
    return asks("acknowledged.json", person, with(base64("{\"outcome\":\"" + outcome + "\"}")));
  }

  private Said shares(String role, int people) {
    return asks("shared.json", DSL, with(base64(share(role, people))));
  }

  private static String share(String role, int people) {
    return "{\"name\":\"%s\",\"role\":\"%s\",\"people\":%d}"
        .formatted("n".repeat(22), role, people);
  }

  /** The token inside that person's copy. */
  private String token(String person) {
    Content.Group content = gateway.opened(fetches(person).body(), person);
    return content.group("binding").flatMap(it -> it.text("openingToken")).orElseThrow();
  }

  private Map<String, String> named() {
    return Map.of("notification", id.notification().value(), "unit", id.unit().toString());
  }

  private Map<String, String> with(String body) {
    var gaps = new HashMap<>(named());
    gaps.put("body", body);
    return gaps;
  }

  private Said asks(String event, String person, Map<String, String> gaps) {
    return Said.read(written(event, person, gaps));
  }

  private byte[] written(String event, String person, Map<String, String> gaps) {
    var all = new HashMap<>(gaps);
    all.putAll(gateway.authorizer(person));
    return Contract.answer(handler, Events.read(ReceiptHandlerTest.class, event, all));
  }

  private static List<String> codes(Said said) {
    return said.json().groups("errors").stream().flatMap(e -> e.text("code").stream()).toList();
  }

  private static String base64(String body) {
    return Base64.getEncoder().encodeToString(body.getBytes(UTF_8));
  }
}
