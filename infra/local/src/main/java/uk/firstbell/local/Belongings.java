package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Everything the gateway keeps or sends, but for what the key service keeps: every attribute of
 * every table and its name, every queue body, every mail, every line it logged.
 */
final class Belongings {
  private static final List<String> TABLES =
      List.of("StoryTable", "KeysTable", "AuditTable", "DirectoryTable");

  private final RunningGateway gateway;

  Belongings(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** What a thing is; whoever saw none of one kind has seen nothing of it. */
  enum Kind {
    ATTRIBUTE,
    QUEUE_BODY,
    MAIL,
    LINE
  }

  /** Whoever goes through it all. */
  interface Visitor {
    /** Whether the thing tells of somebody: then it is not told as the place of anything else. */
    boolean sees(Kind kind, String place, byte[] thing);
  }

  /** Shows all of it to {@code visitor}, one thing after another. */
  void show(Visitor visitor) {
    for (String table : TABLES) {
      gateway
          .cloud()
          .dynamoDb()
          .scanPaginator(scan -> scan.tableName(gateway.cloud().reference(table)))
          .items()
          .forEach(item -> attributes(table, item, visitor));
    }
    gateway.pumps().bodies().forEach(body -> text(Kind.QUEUE_BODY, "a queue", body, visitor));
    gateway.mails().forEach(mail -> text(Kind.MAIL, "a mail", mail.toString(), visitor));
    gateway.lines().forEach(line -> text(Kind.LINE, "a line told", line, visitor));
    gateway.logged().forEach(line -> text(Kind.LINE, "a line logged", line, visitor));
  }

  private static void attributes(String place, Map<String, AttributeValue> item, Visitor visitor) {
    item.forEach((name, value) -> {
      // A name that tells of somebody must not be told as the place of what it names.
      boolean telling = text(Kind.ATTRIBUTE, place + ", as a name", name, visitor);
      attribute(telling ? place + ".?" : place + "." + name, value, visitor);
    });
  }

  private static void attribute(String place, AttributeValue value, Visitor visitor) {
    switch (value.type()) {
      case S -> text(Kind.ATTRIBUTE, place, value.s(), visitor);
      case N -> text(Kind.ATTRIBUTE, place, value.n(), visitor);
      case B -> visitor.sees(Kind.ATTRIBUTE, place, value.b().asByteArray());
      case SS -> value.ss().forEach(text -> text(Kind.ATTRIBUTE, place, text, visitor));
      case NS -> value.ns().forEach(number -> text(Kind.ATTRIBUTE, place, number, visitor));
      case BS ->
          value.bs().forEach(bytes -> visitor.sees(Kind.ATTRIBUTE, place, bytes.asByteArray()));
      case M -> attributes(place, value.m(), visitor);
      case L -> value.l().forEach(item -> attribute(place, item, visitor));
      case BOOL, NUL -> {} // No room for a word.
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalStateException("an attribute of a kind nobody can search");
    }
  }

  private static boolean text(Kind kind, String place, String text, Visitor visitor) {
    return visitor.sees(kind, place, text.getBytes(UTF_8));
  }
}
