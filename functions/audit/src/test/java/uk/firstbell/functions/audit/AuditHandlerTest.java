package uk.firstbell.functions.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.audit.Audit;
import uk.firstbell.domain.audit.PageReleases;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.dispatch.OpeningToken;
import uk.firstbell.domain.enrolment.DeviceName;
import uk.firstbell.domain.enrolment.Wish;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Story;
import uk.firstbell.rehearsal.Contract;
import uk.firstbell.rehearsal.Events;
import uk.firstbell.rehearsal.HeardLog;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.rehearsal.Said;
import uk.firstbell.rehearsal.SampleDevice;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;

final class AuditHandlerTest {
  private static final String AUDITOR = "wxc-auditor";
  private static final String DSL = "larkfield-dsl";
  private static final String SCHOOL = "SCHOOL-102345";
  private static final String DEVICES = "/v1/audit/devices/{unit}/{person}/{device}";
  private static final String UNKNOWN = "019de5a1-2b3c-7d4e-8f50-617283940a1b";

  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final HeardLog log = new HeardLog();
  private final AuditHandler handler = new AuditHandler(gateway.audit(), log, gateway.clock());

  @Test
  void tells_an_auditor_the_whole_trail_of_a_scene_that_went_well() {
    NotificationId id = played();

    Said said = asks(AUDITOR, id.value());

    assertThat(said.status()).isEqualTo(200);
    assertThat(said.json().text("notification")).contains(id.value());
    List<Content.Group> entries = said.json().groups("entries");
    Content.Group verdict = said.json().group("verdict").orElseThrow();
    assertThat(verdict.is("whole")).isTrue();
    assertThat(verdict.whole("entries")).contains((long) entries.size());
    assertThat(entries)
        .extracting(entry -> entry.text("happening").orElse(""))
        .containsExactlyInAnyOrder(
            "MESSAGE_ID_CLAIMED",
            "REPORT_ACCEPTED",
            "PAYLOAD_STORED",
            "PLAN_FROZEN",
            "DELIVERY_PLANNED",
            "ROUTED",
            "COPY_SEALED",
            "COPY_SEALED",
            "COPY_SEALED",
            "MADE_AVAILABLE",
            "RUNG_TAKEN",
            "ALERT_CLAIMED",
            "ALERT_SENT",
            "ALERT_CLAIMED",
            "ALERT_SENT",
            "ALERT_CLAIMED",
            "ALERT_SENT",
            "ALERTS_DONE",
            "COPY_FETCHED",
            "COPY_OPENED",
            "DELIVERY_OPENED",
            "ACKNOWLEDGED",
            "TRAIL_READ");
    assertThat(log.heard())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.id()).isEqualTo(id.value());
          assertThat(line.outcome()).isEqualTo("TOLD");
          assertThat(line.facts()).containsEntry("entries", new Fact.Count(entries.size()));
        });
  }

  @Test
  void names_who_did_what_and_leaves_the_children_out() {
    NotificationId id = played();

    Content.Group last = asks(AUDITOR, id.value()).json().groups("entries").getLast();

    assertThat(last.parts().keySet())
        .containsExactly(
            "action", "actor", "at", "facts", "happening", "hash", "previous", "row", "version");
    assertThat(last.text("row")).contains("N#" + id + "#ACCESS");
    assertThat(last.whole("version")).contains(1L);
    assertThat(last.text("at")).contains("2026-05-05T09:00:00Z");
    assertThat(last.text("action")).contains("CONSULTED");
    assertThat(last.text("happening")).contains("TRAIL_READ");
    assertThat(last.text("previous")).contains("0".repeat(64));
    assertThat(last.text("hash").orElse("")).matches("[0-9a-f]{64}");
    Content.Group actor = last.group("actor").orElseThrow();
    assertThat(actor.text("kind")).contains("PERSON");
    assertThat(actor.text("id")).contains(AUDITOR);
    assertThat(actor.text("organisation")).contains("FORCE-WXC");
  }

  @Test
  void holds_nothing_personal_in_answer_or_log() {
    NotificationId id = played();
    Canary canary = Canary.of(gateway.scene().publish().body());

    Said said = asks(AUDITOR, id.value());

    assertThat(said.text()).doesNotContain("subjects");
    for (String pseudonym : gateway.story().head(id).orElseThrow().row().subjects()) {
      assertThat(said.text()).doesNotContain(pseudonym);
    }
    assertThat(canary.findIn(said.body())).isEmpty();
    assertThat(canary.findIn(log.lines())).isEmpty();
  }

  @Test
  void tells_an_auditor_what_became_of_a_device_from_the_wish_for_it_on() {
    SampleDevice device = enrolled();

    Said said = asks(AUDITOR, DEVICES, SCHOOL, DSL, device.id());

    assertThat(said.status()).isEqualTo(200);
    assertThat(said.json().text("device")).contains(device.id());
    assertThat(said.json().group("verdict").orElseThrow().is("whole")).isTrue();
    assertThat(happenings(said))
        .containsExactlyInAnyOrder(
            "DEVICE_REQUESTED", "DEVICE_CERTIFIED", "END_NOTED", "TRAIL_READ");
    assertThat(happenings(asks(AUDITOR, DEVICES, SCHOOL, DSL, device.id())))
        .filteredOn("TRAIL_READ"::equals)
        .hasSize(2);
    assertThat(log.outcomes()).containsExactly("TOLD", "TOLD");
  }

  @Test
  void says_which_entry_of_a_device_is_broken() {
    SampleDevice device = enrolled();
    RowId row = RowId.device(Unit.parse(SCHOOL), new PersonId(DSL), device.id());
    var robbed = new AuditHandler(new Audit(without(row), gateway.clock()), log, gateway.clock());

    Said said =
        Said.read(Contract.answer(robbed, event(AUDITOR, DEVICES, SCHOOL, DSL, device.id())));

    Content.Group broken = said.json().group("verdict").orElseThrow().group("broken").orElseThrow();
    assertThat(broken.text("entry")).contains(row + "#1");
  }

  @ParameterizedTest
  @CsvSource({
    "larkfield-dsl, SCHOOL-102345, larkfield-dsl",
    "wexcombe-officer, SCHOOL-102345, larkfield-dsl",
    "wxc-auditor, SCHOOL-102345, larkfield-deputy-1",
    "wxc-auditor, SCHOOL-102346, larkfield-dsl",
    "wxc-auditor, FORCE-XXX, larkfield-dsl",
    "wxc-auditor, nowhere, larkfield-dsl"
  })
  void tells_of_no_device_but_to_an_auditor_and_of_no_other(String by, String unit, String person) {
    SampleDevice device = enrolled();

    assertThat(asks(by, DEVICES, unit, person, device.id()).status()).isEqualTo(404);
    assertThat(asks(AUDITOR, DEVICES, SCHOOL, DSL, device.id()).status()).isEqualTo(200);
  }

  @Test
  void tells_an_auditor_which_releases_of_the_page_were_handed_out() {
    var releases = new PageReleases(gateway.story(), gateway.clock());
    assertThat(releases.note("ab".repeat(32))).isTrue();
    assertThat(releases.note("ab".repeat(32))).isFalse();
    assertThat(releases.note("cd".repeat(32))).isTrue();

    Said said = asks(AUDITOR, "/v1/audit/releases", SCHOOL, DSL, "-");

    assertThat(said.status()).isEqualTo(200);
    assertThat(said.json().group("verdict").orElseThrow().is("whole")).isTrue();
    assertThat(said.json().groups("entries"))
        .filteredOn(entry -> entry.text("happening").equals(Optional.of("RELEASE_SERVED")))
        .extracting(entry -> entry.group("facts").orElseThrow().text("release").orElseThrow())
        .containsExactly("ab".repeat(32), "cd".repeat(32));
    assertThat(asks(DSL, "/v1/audit/releases", SCHOOL, DSL, "-").status()).isEqualTo(404);
  }

  @Test
  void says_that_a_release_was_taken_out_of_the_trail() {
    new PageReleases(gateway.story(), gateway.clock()).note("ab".repeat(32));
    RowId row = RowId.pageRelease("ab".repeat(32));
    var robbed = new AuditHandler(new Audit(without(row), gateway.clock()), log, gateway.clock());

    Said said =
        Said.read(Contract.answer(robbed, event(AUDITOR, "/v1/audit/releases", SCHOOL, DSL, "-")));

    assertThat(said.json().group("verdict").orElseThrow().is("whole")).isFalse();
  }

  private SampleDevice enrolled() {
    SampleDevice device = SampleDevice.fresh(new SecureRandom());
    var wrapped = new Device.Wrapped(Optional.of("{}"), Optional.of("{}"));
    var wish = new Wish(Optional.empty(), device.request(), wrapped);
    gateway.enrolment().request(gateway.admitted(DSL), wish);
    var name = new DeviceName(Unit.parse(SCHOOL), new PersonId(DSL), device.id());
    String code =
        gateway
            .directory()
            .device(name.organisation(), name.person(), name.device())
            .flatMap(held -> held.row().check())
            .map(Device.Check::code)
            .orElseThrow();
    gateway.enrolment().approve(gateway.admitted("larkfield-head"), name, code);
    return device;
  }

  private static List<String> happenings(Said said) {
    return said.json().groups("entries").stream()
        .map(entry -> entry.text("happening").orElse(""))
        .toList();
  }

  private Said asks(String by, String route, String unit, String person, String device) {
    return Said.read(Contract.answer(handler, event(by, route, unit, person, device)));
  }

  private InputStream event(String by, String route, String unit, String person, String device) {
    var gaps = new HashMap<>(gateway.authorizer(by));
    gaps.put("resource", route);
    gaps.put("unit", unit);
    gaps.put("person", person);
    gaps.put("device", device);
    return Events.read(AuditHandlerTest.class, "question.json", gaps);
  }

  @Test
  void says_which_entry_is_broken_and_calls_a_person() {
    NotificationId id = gateway.accepted();
    var robbed = new Audit(without(RowId.payload(id)), gateway.clock());

    Said said =
        Said.read(
            Contract.answer(
                new AuditHandler(robbed, log, gateway.clock()), event(AUDITOR, id.value())));

    assertThat(said.status()).isEqualTo(200);
    Content.Group verdict = said.json().group("verdict").orElseThrow();
    assertThat(verdict.is("whole")).isFalse();
    Content.Group broken = verdict.group("broken").orElseThrow();
    assertThat(broken.text("entry")).contains("N#" + id + "#PAYLOAD#1");
    assertThat(broken.text("flaw")).contains("MISSING");
    assertThat(log.heard())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.outcome()).isEqualTo("TOLD_BROKEN");
          assertThat(line.level()).isEqualTo(Level.ERROR);
          assertThat(line.facts()).containsEntry("flaw", new Fact.Code("MISSING"));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "larkfield-dsl,",
    "wxc-contact,",
    "wexcombe-la-duty,",
    "wxc-auditor, 019de5a1-2b3c-7d4e-8f50-617283940a1b",
    "wxc-auditor, not-an-id"
  })
  void answers_everybody_else_and_everything_else_with_the_same_bytes(
      String person, String notification) {
    NotificationId id = gateway.accepted();
    String named = notification == null ? id.value() : notification;

    byte[] written = Contract.answer(handler, event(person, named));

    assertThat(Said.read(written).status()).isEqualTo(404);
    assertThat(written).isEqualTo(Contract.answer(handler, event(AUDITOR, UNKNOWN)));
    assertThat(asks(AUDITOR, id.value()).status()).isEqualTo(200);
  }

  @Test
  void asks_an_auditor_to_try_again_when_other_looks_keep_coming_first() {
    NotificationId id = gateway.accepted();
    var who = gateway.admitted(AUDITOR);
    gateway.beforeWrites(5, () -> gateway.audit().trail(who, id));

    Said said = asks(AUDITOR, id.value());

    assertThat(said.status()).isEqualTo(503);
    assertThat(said.header("Retry-After")).isEqualTo("1");
    gateway.beforeWrites(4, () -> gateway.audit().trail(who, id));
    assertThat(asks(AUDITOR, id.value()).status()).isEqualTo(200);
  }

  @Test
  void gives_nothing_to_a_request_that_no_authorizer_let_in() {
    var event = Events.read(AuditHandlerTest.class, "unadmitted.json", Map.of());

    assertThat(Said.read(Contract.answer(handler, event)).status()).isEqualTo(401);
    assertThat(log.outcomes()).containsExactly("NOT_ADMITTED");
  }

  /** The whole scene, up to the moment the auditor asks. */
  private NotificationId played() {
    DeliveryId id = gateway.delivery(gateway.available());
    gateway.clock().set(Instant.parse("2026-05-05T05:45:00Z"));
    gateway.watch().sweep();
    gateway.dispatch().act(id);
    gateway.clock().set(Instant.parse("2026-05-05T06:12:00Z"));
    var who = gateway.admitted(DSL);
    if (!(gateway.receipt().fetch(who, id) instanceof ReceiptDecision.Fetched(var sealed))) {
      throw new IllegalStateException("the scene's reader could not fetch");
    }
    String token =
        gateway
            .opened(sealed, DSL)
            .group("binding")
            .orElseThrow()
            .text("openingToken")
            .orElseThrow();
    gateway.receipt().open(who, id, new OpeningToken(token));
    gateway.clock().set(Instant.parse("2026-05-05T06:15:00Z"));
    gateway.receipt().acknowledge(who, id, ReaderOutcome.SUPPORT_IN_PLACE);
    gateway.clock().set(Instant.parse("2026-05-05T09:00:00Z"));
    return id.notification();
  }

  private Said asks(String person, String notification) {
    return Said.read(Contract.answer(handler, event(person, notification)));
  }

  private InputStream event(String person, String notification) {
    var gaps = new HashMap<>(gateway.authorizer(person));
    gaps.put("notification", notification);
    return Events.read(AuditHandlerTest.class, "trail.json", gaps);
  }

  /** The rehearsal's story, but for somebody who took one row's entries out of the trail. */
  private Story without(RowId row) {
    return (Story)
        Proxy.newProxyInstance(
            Story.class.getClassLoader(),
            new Class<?>[] {Story.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(gateway.story(), arguments);
                if (answer instanceof Trail whole) {
                  return robbed(whole, row);
                }
                return answer instanceof Optional<?> found
                        && found.orElse(null) instanceof Trail trail
                    ? Optional.of(robbed(trail, row))
                    : answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static Trail robbed(Trail trail, RowId row) {
    return new Trail(
        trail.rows(), trail.entries().stream().filter(entry -> !entry.row().equals(row)).toList());
  }
}
