package uk.firstbell.wire.openapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseBreach;
import uk.firstbell.domain.story.Contact;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Share;

/** The HTTP face says what the domain says. */
final class OpenApiTest {
  private static final Set<String> SIGNED =
      Set.of(
          "/v1/notifications",
          "/v1/notifications/{notification}",
          "/v1/cases/{notification}/conversations");

  private static final Set<String> EVERYBODYS =
      Set.of("/", "/assets/{file}", "/v1/sign-in", "/v1/authority");

  private final JsonNode api = read("/openapi/firstbell.v1.yaml");

  @Test
  void offers_exactly_these_routes() {
    assertThat(operations().map(operation -> operation.name() + " " + operation.path()).toList())
        .containsExactlyInAnyOrder(
            "post /v1/notifications",
            "get /v1/notifications/{notification}",
            "get /",
            "get /assets/{file}",
            "get /v1/sign-in",
            "post /v1/sign-in",
            "get /v1/authority",
            "get /v1/me",
            "put /v1/me/devices/{device}/passkey",
            "post /v1/me/devices/{device}/renewed",
            "get /v1/devices",
            "post /v1/devices",
            "get /v1/approvals",
            "post /v1/devices/{unit}/{person}/{device}/approved",
            "post /v1/devices/{unit}/{person}/{device}/refused",
            "post /v1/devices/{unit}/{person}/{device}/revoked",
            "post /v1/people/{unit}/{person}/ended",
            "get /v1/inbox",
            "get /v1/inbox/{notification}/{unit}",
            "post /v1/inbox/{notification}/{unit}/opened",
            "post /v1/inbox/{notification}/{unit}/acknowledged",
            "get /v1/inbox/{notification}/{unit}/shared",
            "post /v1/inbox/{notification}/{unit}/shared",
            "get /v1/inbox/{notification}/{unit}/earlier",
            "post /v1/inbox/{notification}/{unit}/sealed-again",
            "get /v1/sealings",
            "get /v1/sealings/{unit}",
            "post /v1/sealings/{unit}/{person}/{notification}/approved",
            "post /v1/sealings/{unit}/{person}/{notification}/refused",
            "post /v1/cases/{notification}/conversations",
            "post /v1/cases/{notification}/conversations/{conversation}/confirmed",
            "get /v1/cases/{notification}",
            "post /v1/cases/{notification}/acknowledged",
            "post /v1/cases/{notification}/answered",
            "get /v1/audit/notifications/{notification}",
            "get /v1/audit/devices/{unit}/{person}/{device}",
            "get /v1/audit/releases");
  }

  @Test
  void every_reference_leads_somewhere() {
    List<String> references = new ArrayList<>();
    references(api, references);
    assertThat(references).hasSizeGreaterThan(30);

    for (String reference : references) {
      if (reference.startsWith("#")) {
        assertThat(api.at(JsonPointer.compile(reference.substring(1))).isMissingNode())
            .as(reference)
            .isFalse();
      } else {
        assertThat(OpenApiTest.class.getResource(reference.substring("..".length())))
            .as(reference)
            .isNotNull();
      }
    }
  }

  /** A catch-all would declare any answer whatever, and so promise none. */
  @Test
  void promises_each_answer_by_its_status() {
    for (Operation operation : operations().toList()) {
      var statuses = operation.node().path("responses").propertyStream().map(Map.Entry::getKey);

      assertThat(statuses).as(operation.path()).contains("429", "5XX").doesNotContain("default");
    }
  }

  @Test
  void people_sign_in_for_every_route_but_the_signed_ones_and_those_of_everybody() {
    for (Operation operation : operations().toList()) {
      boolean everybodys = EVERYBODYS.contains(operation.path());
      boolean open = everybodys || SIGNED.contains(operation.path());

      assertThat(operation.node().path("security").toString())
          .isEqualTo(open ? "[]" : "[{\"person\":[]}]");
      assertThat(operation.node().path("responses").has("401")).isNotEqualTo(everybodys);
    }
  }

  @Test
  void what_is_not_there_and_what_is_not_yours_are_one_answer() {
    // A list is empty for whoever it is not for.
    var aboutOne =
        operations()
            .filter(operation -> operation.path().contains("{"))
            .filter(operation -> !operation.path().equals("/v1/sealings/{unit}"))
            .toList();
    assertThat(aboutOne).hasSize(24);

    for (Operation operation : aboutOne) {
      assertThat(operation.node().at("/responses/404/$ref").textValue())
          .isEqualTo("#/components/responses/NotFound");
    }
  }

  @Test
  void its_enums_are_the_domains() {
    JsonNode schemas = api.at("/components/schemas");

    assertThat(
            texts(
                api.path("paths")
                    .path("/v1/inbox/{notification}/{unit}/acknowledged")
                    .at("/post/requestBody/content")
                    .path("application/json")
                    .at("/schema/properties/outcome/enum")))
        .isEqualTo(names(ReaderOutcome.values()));
    assertThat(texts(schemas.at("/Case/properties/state/enum")))
        .isEqualTo(names(Case.State.values()));
    assertThat(texts(schemas.at("/Case/properties/contact/properties/how/enum")))
        .isEqualTo(names(Contact.How.values()));
    assertThat(texts(schemas.at("/Case/properties/breach/properties/cause/enum")))
        .isEqualTo(names(CaseBreach.Cause.values()));
    assertThat(texts(schemas.at("/Inbox/properties/items/items/properties/state/enum")))
        .isEqualTo(names(Copy.State.values()));
    assertThat(texts(schemas.at("/SharedWith/enum"))).isEqualTo(names(Share.With.values()));
    JsonNode earlier = schemas.at("/Earlier/properties/children/items/items/properties");
    assertThat(texts(earlier.at("/state/enum"))).isEqualTo(names(Copy.State.values()));
    assertThat(texts(earlier.at("/outcome/enum"))).isEqualTo(names(ReaderOutcome.values()));
    JsonNode told = schemas.at("/Outcomes/properties/units/items/properties");
    assertThat(texts(told.at("/state/enum"))).isEqualTo(names(Delivery.State.values()));
    assertThat(texts(told.at("/outcome/enum"))).isEqualTo(names(ReaderOutcome.values()));
    assertThat(texts(schemas.at("/DeviceState/enum"))).isEqualTo(names(Device.State.values()));
    assertThat(
            texts(
                api.path("paths")
                    .path("/v1/devices/{unit}/{person}/{device}/revoked")
                    .at("/post/requestBody/content")
                    .path("application/json")
                    .at("/schema/properties/reason/enum")))
        .isEqualTo(names(Device.Reason.values()));
    assertThat(texts(schemas.at("/Verdict/properties/broken/properties/flaw/enum")))
        .isEqualTo(names(Verifier.Flaw.values()));
    assertThat(texts(schemas.at("/TrailEntry/properties/actor/properties/kind/enum")))
        .isEqualTo(names(Actor.Kind.values()));
  }

  private record Operation(String path, String name, JsonNode node) {}

  private Stream<Operation> operations() {
    return api.path("paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .filter(entry -> !entry.getKey().equals("parameters"))
                .map(entry -> new Operation(path.getKey(), entry.getKey(), entry.getValue())));
  }

  private static void references(JsonNode node, List<String> found) {
    for (Map.Entry<String, JsonNode> part : node.properties()) {
      if (part.getKey().equals("$ref")) {
        found.add(part.getValue().textValue());
      }
      references(part.getValue(), found);
    }
    if (node.isArray()) {
      node.forEach(item -> references(item, found));
    }
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(item -> texts.add(item.textValue()));
    return texts;
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).<String>map(Enum::name).toList();
  }

  private static JsonNode read(String resource) {
    try (var in = OpenApiTest.class.getResourceAsStream(resource)) {
      return new YAMLMapper().readTree(requireNonNull(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
