package uk.firstbell.cloud;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

/** The stack as the code now describes it, synthesized once for all tests. */
final class Synthesis {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectWriter COMMITTED =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  /** The smallest zip there is: no entries. Its hash stands for all code, so only ours differs. */
  private static final byte[] EMPTY_ZIP = {
    'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private static volatile boolean nodeSeen;

  private Synthesis() {}

  /** As it is committed: keys in order, two blanks a level, a newline at the end. */
  static String text() {
    try {
      return COMMITTED.writeValueAsString(once()) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy that the caller may break. */
  static JsonNode template() {
    return JSON.valueToTree(once());
  }

  /** A piece of another template. */
  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Asks for Node first, so that a test without it fails by saying so. */
  private static Map<String, Object> once() {
    requireNode();
    return Once.TEMPLATE;
  }

  private static void requireNode() {
    if (!nodeSeen) {
      NodeRuntime.require(System.getenv());
      nodeSeen = true;
    }
  }

  /**
   * A stack of its own, not yet synthesized, that the caller may add to.
   *
   * @param output a folder of that name takes what its app writes
   */
  static FirstbellStack stack(String output) {
    requireNode();
    try {
      Path work = Files.createDirectories(Path.of("target", "synthesis"));
      Path stub = Files.write(work.resolve("stub.zip"), EMPTY_ZIP);
      App app = new App(FirstbellApp.properties().outdir(work.resolve(output).toString()).build());
      return new FirstbellStack(app, "Firstbell", stage -> stub);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Once {
    private static final Map<String, Object> TEMPLATE =
        Template.fromStack(stack("cdk.out")).toJSON();
  }
}
