package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import uk.firstbell.cloud.template.Route;

/**
 * A request as API Gateway hands it over: REST API, payload version 1, every body binary.
 *
 * @param rawPath as sent, still encoded
 * @param rawQuery as sent, still encoded; empty if there is none
 * @param at when it arrived
 */
record ProxyEvent(
    Route route,
    Map<String, String> pathParameters,
    String rawPath,
    String rawQuery,
    Map<String, List<String>> headers,
    byte[] body,
    String caller,
    Instant at) {
  private static final String STAGE = "live";

  /** What the authorizer is asked to allow, as IAM names it. */
  String methodArn() {
    return "arn:aws:execute-api:eu-west-2:000000000000:%s/%s/%s%s"
        .formatted(route.api(), STAGE, route.method(), rawPath);
  }

  /** For the function that answers. */
  byte[] forFunction(ObjectNode authorizer) {
    ObjectNode event = common();
    event.withObject("/requestContext").set("authorizer", authorizer);
    if (body.length == 0) {
      event.putNull("body").put("isBase64Encoded", false);
    } else {
      event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
    }
    return bytes(event);
  }

  /** For the authorizer, of type {@code REQUEST}: everything but the body. */
  byte[] forAuthorizer() {
    return bytes(common().put("type", "REQUEST").put("methodArn", methodArn()));
  }

  private ObjectNode common() {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("resource", route.path()).put("path", rawPath).put("httpMethod", route.method());
    multiple(event, "headers", "multiValueHeaders", headers);
    multiple(event, "queryStringParameters", "multiValueQueryStringParameters", query());
    var parameters = event.putObject("pathParameters");
    pathParameters.forEach(parameters::put);
    event.putNull("stageVariables");
    event
        .putObject("requestContext")
        .put("resourcePath", route.path())
        .put("httpMethod", route.method())
        .put("path", "/" + STAGE + rawPath)
        .put("protocol", "HTTP/1.1")
        .put("accountId", "000000000000")
        .put("apiId", route.api())
        .put("stage", STAGE)
        .put("requestId", UUID.randomUUID().toString())
        .put("requestTimeEpoch", at.toEpochMilli())
        .putObject("identity")
        .put("sourceIp", caller);
    return event;
  }

  private static void multiple(
      ObjectNode event, String last, String all, Map<String, List<String>> values) {
    if (values.isEmpty()) {
      event.putNull(last).putNull(all);
      return;
    }
    var lasts = event.putObject(last);
    var alls = event.putObject(all);
    values.forEach((name, several) -> {
      lasts.put(name, several.getLast());
      var array = alls.putArray(name);
      several.forEach(array::add);
    });
  }

  private Map<String, List<String>> query() {
    var query = new LinkedHashMap<String, List<String>>();
    if (!rawQuery.isEmpty()) {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query
            .computeIfAbsent(URLDecoder.decode(name, UTF_8), _ -> new ArrayList<>())
            .add(URLDecoder.decode(value, UTF_8));
      }
    }
    return query;
  }

  private static byte[] bytes(ObjectNode event) {
    return event.toString().getBytes(UTF_8);
  }
}
