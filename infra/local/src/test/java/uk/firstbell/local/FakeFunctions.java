package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Functions that remember what they were given and answer what they are told to. */
final class FakeFunctions implements LocalFunctions.Handlers {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Function<JsonNode, String>> answers = new TreeMap<>();
  private final Map<String, List<JsonNode>> given = new TreeMap<>();

  /** What {@code name} does with an event; without any it answers an empty object. */
  void when(String name, Function<JsonNode, String> answer) {
    answers.put(name, answer);
  }

  /** The events that {@code name} was given, in order. */
  List<JsonNode> given(String name) {
    return given.getOrDefault(name, List.of());
  }

  LocalFunctions of(List<uk.firstbell.cloud.template.Function> functions) {
    return new LocalFunctions(
        functions, this, new Narrator(new PrintStream(PrintStream.nullOutputStream()), false));
  }

  @Override
  public RequestStreamHandler handler(uk.firstbell.cloud.template.Function function) {
    return (event, answer, context) -> {
      JsonNode read = JSON.readTree(event);
      given.computeIfAbsent(function.name(), _ -> new ArrayList<>()).add(read);
      answer.write(answers.getOrDefault(function.name(), _ -> "{}").apply(read).getBytes(UTF_8));
    };
  }
}
