package uk.firstbell.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** A value in a template: text, or what CloudFormation makes of others when it deploys. */
record Expression(JsonNode json) {
  /**
   * What it says in one installation.
   *
   * @throws IllegalStateException if it is made in a way that no value read here is
   */
  String text(Resolver resolver) {
    if (json.isValueNode()) {
      return json.asText();
    }
    if (json.has("Ref")) {
      return resolver.reference(json.get("Ref").asText());
    }
    if (json.has("Fn::GetAtt")) {
      JsonNode attribute = json.get("Fn::GetAtt");
      return resolver.attribute(attribute.path(0).asText(), attribute.path(1).asText());
    }
    throw new IllegalStateException("the template makes a value in a way that is not known here");
  }

  /**
   * The logical ids that it is made of, in order and however deep, pseudo parameters left out.
   *
   * <p>Enough to tell what an ARN names: an alias in {@code Join [Select 6 [Split ":" [Ref
   * RelayLive]], ":live"]} is the alias all the same.
   */
  List<String> ingredients() {
    return named(json).filter(id -> !id.startsWith("AWS::")).distinct().toList();
  }

  private static Stream<String> named(JsonNode json) {
    if (json.has("Ref")) {
      return Stream.of(json.get("Ref").asText());
    }
    if (json.has("Fn::GetAtt")) {
      return Stream.of(json.get("Fn::GetAtt").path(0).asText());
    }
    return json.valueStream().flatMap(Expression::named);
  }
}
