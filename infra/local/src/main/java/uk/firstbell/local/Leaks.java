package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.testkit.scene.Canary;

/**
 * I6: hunts for what a report said in everything the gateway keeps or sends: every attribute of
 * every table and its name, every queue body, every mail, every line it logged.
 */
final class Leaks {
  private static final List<String> TABLES =
      List.of("StoryTable", "KeysTable", "AuditTable", "DirectoryTable");

  private final RunningGateway gateway;
  private final Map<Kind, Integer> searched = new EnumMap<>(Kind.class);

  Leaks(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** What is searched; a hunt that saw none of one kind shows nothing about it. */
  enum Kind {
    ATTRIBUTE,
    QUEUE_BODY,
    MAIL,
    LINE
  }

  /** How many of {@code kind} were searched. */
  int searched(Kind kind) {
    return searched.getOrDefault(kind, 0);
  }

  /** How many of all kinds were searched. */
  int searched() {
    return searched.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Where fields of the report turned up: the place and the field's pointer, never the value. */
  List<String> of(Canary canary) {
    var hunt = new Hunt(canary);
    for (String table : TABLES) {
      gateway
          .cloud()
          .dynamoDb()
          .scanPaginator(scan -> scan.tableName(gateway.cloud().reference(table)))
          .items()
          .forEach(item -> hunt.attributes(table, item));
    }
    gateway.pumps().bodies().forEach(body -> hunt.text(Kind.QUEUE_BODY, "a queue", body));
    gateway.mails().forEach(mail -> hunt.text(Kind.MAIL, "a mail", mail.toString()));
    gateway.lines().forEach(line -> hunt.text(Kind.LINE, "a line told", line));
    gateway.logged().forEach(line -> hunt.text(Kind.LINE, "a line logged", line));
    return hunt.found();
  }

  /** One report's hunt, and what it found so far. */
  private final class Hunt {
    private final Canary canary;
    private final List<String> found = new ArrayList<>();
    private final Set<ByteBuffer> clean = new HashSet<>();

    Hunt(Canary canary) {
      this.canary = canary;
    }

    List<String> found() {
      return List.copyOf(found);
    }

    void attributes(String place, Map<String, AttributeValue> item) {
      item.forEach((name, value) -> {
        // A name that tells of somebody must not be told as the place of what it names.
        boolean telling = text(Kind.ATTRIBUTE, place + ", as a name", name);
        attribute(telling ? place + ".?" : place + "." + name, value);
      });
    }

    private void attribute(String place, AttributeValue value) {
      switch (value.type()) {
        case S -> text(Kind.ATTRIBUTE, place, value.s());
        case N -> text(Kind.ATTRIBUTE, place, value.n());
        case B -> search(Kind.ATTRIBUTE, place, value.b().asByteArray());
        case SS -> value.ss().forEach(text -> text(Kind.ATTRIBUTE, place, text));
        case NS -> value.ns().forEach(number -> text(Kind.ATTRIBUTE, place, number));
        case BS -> value.bs().forEach(bytes -> search(Kind.ATTRIBUTE, place, bytes.asByteArray()));
        case M -> attributes(place, value.m());
        case L -> value.l().forEach(item -> attribute(place, item));
        case BOOL, NUL -> {} // No room for a word.
        case UNKNOWN_TO_SDK_VERSION ->
            throw new IllegalStateException("an attribute of a kind nobody can search");
      }
    }

    boolean text(Kind kind, String place, String text) {
      return search(kind, place, text.getBytes(UTF_8));
    }

    /** Whether anything was found. */
    private boolean search(Kind kind, String place, byte[] bytes) {
      searched.merge(kind, 1, Integer::sum);
      // Most texts stand in many places: what held nothing in one holds nothing in another.
      if (clean.contains(ByteBuffer.wrap(bytes))) {
        return false;
      }
      var fields = canary.findIn(bytes);
      if (fields.isEmpty()) {
        clean.add(ByteBuffer.wrap(bytes));
      }
      fields.forEach(field -> found.add(field + " in " + place));
      return !fields.isEmpty();
    }
  }
}
