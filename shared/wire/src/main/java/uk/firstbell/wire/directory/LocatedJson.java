package uk.firstbell.wire.directory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one JSON file with its line numbers. A file is at most 16 MiB and nests at most 32 deep.
 */
final class LocatedJson {
  static final String NOT_THERE = "add this file";
  static final String NOT_JSON = "write valid JSON";
  static final String TOO_MUCH = "keep the file within 16 MiB and its nesting within 32 levels";
  static final String TWICE = "give each name once";
  static final String MORE = "end the file after its one value";

  private static final long BYTES_MAX = 16L * 1024 * 1024;
  private static final int DEPTH_MAX = 32;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(BYTES_MAX)
                  .maxNestingDepth(DEPTH_MAX)
                  .build())
          .build();

  private final String file;
  private final Faults faults;

  private LocatedJson(String file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  /** The file's value; empty, with the fault noted, if it cannot be read as JSON. */
  static Optional<Located> read(Path folder, String file, Faults faults) throws IOException {
    Path path = folder.resolve(file);
    if (!Files.isRegularFile(path)) {
      faults.add(file, 1, NOT_THERE);
      return Optional.empty();
    }
    if (Files.size(path) > BYTES_MAX) {
      faults.add(file, 1, TOO_MUCH);
      return Optional.empty();
    }
    try (JsonParser parser = JSON.createParser(Files.readAllBytes(path))) {
      return new LocatedJson(file, faults).understood(parser);
    }
  }

  private Optional<Located> understood(JsonParser parser) throws IOException {
    try {
      return whole(parser);
    } catch (JsonParseException notJson) {
      // The parser's own message quotes what it read, so only its line travels.
      faults.add(file, notJson.getLocation().getLineNr(), NOT_JSON);
    } catch (StreamConstraintsException tooMuch) {
      faults.add(file, parser.currentLocation().getLineNr(), TOO_MUCH);
    }
    return Optional.empty();
  }

  private Optional<Located> whole(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      faults.add(file, 1, NOT_JSON);
      return Optional.empty();
    }
    Located value = value(parser, line(parser));
    if (parser.nextToken() != null) {
      faults.add(file, line(parser), MORE);
    }
    return Optional.of(value);
  }

  private Located value(JsonParser parser, int line) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> named(parser, line);
      case START_ARRAY -> listed(parser, line);
      case VALUE_STRING -> new Located.Text(line, parser.getText());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.INT
              ? new Located.Whole(line, parser.getIntValue())
              : new Located.Other(line);
      default -> new Located.Other(line);
    };
  }

  private Located named(JsonParser parser, int line) throws IOException {
    Map<String, Located> parts = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      int nameLine = line(parser);
      parser.nextToken();
      if (parts.put(name, value(parser, nameLine)) != null) {
        faults.add(file, nameLine, TWICE);
      }
    }
    return new Located.Named(line, parts);
  }

  private Located listed(JsonParser parser, int line) throws IOException {
    List<Located> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, line(parser)));
    }
    return new Located.Listed(line, items);
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
