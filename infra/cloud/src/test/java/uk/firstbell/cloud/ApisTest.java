package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ApisTest {
  private static final String API = "AWS::ApiGateway::RestApi";
  private static final String METHOD = "AWS::ApiGateway::Method";

  @Test
  void both_apis_hand_over_the_bytes_as_they_were_sent() {
    Resources stack = Resources.synthesized();
    assertThat(stack.ofType(API).keySet()).containsExactly("AgenciesApi", "PeopleApi");
    assertThat(changingBytes(stack)).isEmpty();

    stack.properties("AgenciesApi").remove("BinaryMediaTypes");
    assertThat(changingBytes(stack)).containsExactly("AgenciesApi");
  }

  @Test
  void both_apis_stay_in_their_region() {
    assertThat(Resources.synthesized().ofType(API).values())
        .extracting(api -> api.at("/EndpointConfiguration/Types").toString())
        .containsExactly("[\"REGIONAL\"]", "[\"REGIONAL\"]");
  }

  @Test
  void
      nothing_but_the_page_its_sign_in_and_the_authority_is_served_to_people_whom_admission_has_not_seen() {
    Resources stack = Resources.synthesized();
    assertThat(stack.ofTypeWhere(METHOD, (id, method) -> forPeople(method))).hasSize(34);
    assertThat(servedToAnyone(stack))
        .containsExactly(
            "PeopleApiAssetsFileGET",
            "PeopleApiGET",
            "PeopleApiV1AuthorityGET",
            "PeopleApiV1SignInGET",
            "PeopleApiV1SignInPOST");

    stack.properties("PeopleApiV1InboxGET").put("AuthorizationType", "NONE");
    assertThat(servedToAnyone(stack)).contains("PeopleApiV1InboxGET");
  }

  @Test
  void agencies_are_known_by_their_signature_alone() {
    Resources stack = Resources.synthesized();

    assertThat(stack.ofTypeWhere(METHOD, (id, method) -> !forPeople(method)))
        .containsExactly(
            "AgenciesApiV1CasesNotificationConversationsPOST",
            "AgenciesApiV1NotificationsNotificationGET",
            "AgenciesApiV1NotificationsPOST");
    assertThat(
            stack.properties("AgenciesApiV1NotificationsPOST").path("AuthorizationType").asText())
        .isEqualTo("NONE");
  }

  @Test
  void admission_is_asked_each_time() {
    JsonNode authorizer = Resources.synthesized().properties("PeopleAuthorizer");

    assertThat(authorizer.path("Type").asText()).isEqualTo("REQUEST");
    assertThat(authorizer.path("IdentitySource").asText())
        .isEqualTo("method.request.header.Authorization");
    assertThat(authorizer.path("AuthorizerResultTtlInSeconds").asInt(-1)).isZero();
  }

  @Test
  void access_logs_hold_nothing_personal() {
    assertThat(Resources.synthesized().ofType("AWS::ApiGateway::Stage").values())
        .hasSize(2)
        .allSatisfy(stage -> {
          assertThat(stage.at("/AccessLogSetting/Format").asText())
              .isEqualTo(
                  "{\"requestId\":\"$context.requestId\",\"method\":\"$context.httpMethod\","
                      + "\"route\":\"$context.resourcePath\",\"status\":\"$context.status\","
                      + "\"latencyMs\":\"$context.responseLatency\"}");
          assertThat(stage.at("/MethodSettings/0/DataTraceEnabled").asBoolean(true)).isFalse();
        });
  }

  @Test
  void both_apis_are_throttled() {
    assertThat(Resources.synthesized().ofType("AWS::ApiGateway::Stage").values())
        .extracting(stage -> stage.at("/MethodSettings/0/ThrottlingRateLimit").asInt())
        .containsExactly(100, 100);
  }

  private static List<String> changingBytes(Resources stack) {
    return stack.ofTypeWhere(
        API, (id, api) -> !api.path("BinaryMediaTypes").toString().equals("[\"*/*\"]"));
  }

  private static List<String> servedToAnyone(Resources stack) {
    return stack.ofTypeWhere(
        METHOD,
        (id, method) ->
            forPeople(method)
                && !(method.path("AuthorizationType").asText().equals("CUSTOM")
                    && method.at("/AuthorizerId/Ref").asText().equals("PeopleAuthorizer")));
  }

  private static boolean forPeople(JsonNode method) {
    return method.at("/RestApiId/Ref").asText().equals("PeopleApi");
  }
}
