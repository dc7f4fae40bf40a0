package uk.firstbell.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** One template's resources, and ways to ask and to break them. */
record Resources(JsonNode template) {
  static Resources synthesized() {
    return new Resources(Synthesis.template());
  }

  /** By logical id, in order. */
  Map<String, JsonNode> ofType(String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    template
        .get("Resources")
        .properties()
        .forEach(entry -> {
          if (entry.getValue().path("Type").asText().equals(type)) {
            found.put(entry.getKey(), entry.getValue().path("Properties"));
          }
        });
    return found;
  }

  /** The logical ids of those of {@code type} for which {@code wrong} holds. */
  List<String> ofTypeWhere(String type, BiPredicate<String, JsonNode> wrong) {
    return ofType(type).entrySet().stream()
        .filter(entry -> wrong.test(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A resource's properties, to be changed in place. */
  ObjectNode properties(String id) {
    return (ObjectNode) template.at("/Resources/" + id + "/Properties");
  }

  Resources without(String id) {
    ((ObjectNode) template.get("Resources")).remove(id);
    return this;
  }

  /** Every statement of every role's policy. */
  List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    ofType("AWS::IAM::Policy")
        .forEach((id, properties) ->
            properties
                .at("/PolicyDocument/Statement")
                .forEach(statement ->
                    statements.add(
                        new Statement(properties.at("/Roles/0/Ref").asText(), statement))));
    return statements;
  }

  /** The logical ids that {@code expression} refers to, however deep. */
  static Stream<String> names(JsonNode expression) {
    return Stream.concat(
        expression.findValues("Ref").stream().map(JsonNode::asText),
        expression.findValues("Fn::GetAtt").stream().map(attribute -> attribute.path(0).asText()));
  }
}
