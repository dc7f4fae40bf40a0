package uk.firstbell.wire.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.wire.json.FaultCode;
import uk.firstbell.wire.json.StrictJson;
import uk.firstbell.wire.json.TextRules;

/** One released schema, ready to judge messages. */
final class MessageSchema {
  /** An answer with more would help nobody and could outgrow the transport. */
  static final int FAULTS_MAX = 500;

  private static final int SCHEMA_BYTES_MAX = 262_144;
  private static final int EXT_BYTES_MAX = 4_096;

  /** Where one of these stands, what else is said of the same value is only noise. */
  private static final Set<FaultCode> DECISIVE = EnumSet.of(FaultCode.TYPE, FaultCode.NOT_WHOLE);

  private final Schema schema;
  private final SchemaPaths paths;
  private final String version;

  private MessageSchema(JsonNode source) {
    this.schema = compiled(source);
    this.paths = new SchemaPaths(source);
    this.version = source.at("/properties/schemaVersion/const").textValue();
  }

  /** Loads a schema from the class path; one that cannot be read is a fault of the build. */
  static MessageSchema load(String resource) {
    try (InputStream source = MessageSchema.class.getResourceAsStream(resource)) {
      if (source == null) {
        throw new IllegalStateException("a schema is not on the class path");
      }
      return switch (StrictJson.parse(source.readAllBytes(), SCHEMA_BYTES_MAX)) {
        case StrictJson.Parsed.Tree(var root) -> new MessageSchema(root);
        case StrictJson.Parsed.Unreadable _ ->
            throw new IllegalStateException("a schema is not JSON");
      };
    } catch (IOException unreadable) {
      throw new UncheckedIOException("a schema cannot be read", unreadable);
    }
  }

  private static Schema compiled(JsonNode source) {
    Dialect dialect = Dialect.builder(Dialects.getDraft202012()).formats(Rfc3339.FORMATS).build();
    var config = SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    return SchemaRegistry.withDialect(dialect, r -> r.schemaRegistryConfig(config))
        .getSchema(source);
  }

  /** The {@code schemaVersion} that this schema is for. */
  String version() {
    return version;
  }

  /** Every fault of a message, sorted, each once; past {@link #FAULTS_MAX} it says so instead. */
  List<Fault> faults(JsonNode root) {
    var found = new TreeMap<String, Set<FaultCode>>();
    for (Error error : schema.validate(root)) {
      note(found, pathOf(error), codeOf(error));
    }
    for (TextRules.Breach breach : TextRules.breaches(root)) {
      note(found, breach.path(), breach.code());
    }
    found.values().forEach(MessageSchema::keepDecisive);
    if (tooLarge(root.path("ext"))) {
      note(found, List.of("ext"), FaultCode.EXT_TOO_LARGE);
    }
    var faults = new TreeSet<Fault>();
    found.forEach((pointer, codes) -> codes.forEach(code -> faults.add(code.at(pointer))));
    return capped(faults);
  }

  /** A path the schema does not know needs no note: the name it begins with is itself a fault. */
  private void note(Map<String, Set<FaultCode>> found, List<Object> path, FaultCode code) {
    paths
        .pointer(path)
        .ifPresent(pointer ->
            found.computeIfAbsent(pointer, _ -> EnumSet.noneOf(FaultCode.class)).add(code));
  }

  private static void keepDecisive(Set<FaultCode> codes) {
    if (codes.stream().anyMatch(DECISIVE::contains)) {
      codes.retainAll(DECISIVE);
    }
  }

  private static boolean tooLarge(JsonNode ext) {
    return ext.toString().getBytes(StandardCharsets.UTF_8).length > EXT_BYTES_MAX;
  }

  private static List<Fault> capped(Collection<Fault> faults) {
    if (faults.size() <= FAULTS_MAX) {
      return List.copyOf(faults);
    }
    var first = new ArrayList<>(faults.stream().limit(FAULTS_MAX - 1L).toList());
    first.addFirst(FaultCode.MORE_FAULTS.at(""));
    return List.copyOf(first);
  }

  /** The validator reports what is missing at its parent; we point at the thing itself. */
  private static List<Object> pathOf(Error error) {
    NodePath location = error.getInstanceLocation();
    var path = new ArrayList<Object>();
    for (int i = 0; i < location.getNameCount(); i++) {
      path.add(location.getElement(i));
    }
    if (error.getKeyword().equals("required")) {
      path.add(error.getProperty());
    }
    return path;
  }

  private static FaultCode codeOf(Error error) {
    return switch (error.getKeyword()) {
      case "required" -> FaultCode.REQUIRED;
      case "additionalProperties" -> FaultCode.UNKNOWN_PROPERTY;
      // Our schemas say "not" of nothing but what the gateway sets.
      case "not" -> FaultCode.FORBIDDEN_SERVER_FIELD;
      case "type" -> FaultCode.TYPE;
      case "const" -> FaultCode.CONST;
      case "enum" -> FaultCode.ENUM;
      case "pattern" -> FaultCode.PATTERN;
      case "format" -> Rfc3339.codeFor(error.getInstanceNode().textValue(), error.getSchemaNode());
      case "minLength" -> FaultCode.MIN_LENGTH;
      case "maxLength" -> FaultCode.MAX_LENGTH;
      case "minItems" -> FaultCode.MIN_ITEMS;
      case "maxItems" -> FaultCode.MAX_ITEMS;
      case "minProperties" -> FaultCode.MIN_PROPERTIES;
      case "minimum" -> FaultCode.MINIMUM;
      case "maximum" -> FaultCode.MAXIMUM;
      default -> throw new IllegalStateException("a schema uses a keyword that has no code");
    };
  }
}
