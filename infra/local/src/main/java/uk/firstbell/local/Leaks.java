package uk.firstbell.local;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.testkit.scene.Canary;

/**
 * I6: hunts for what a report said in everything the gateway keeps or sends: every attribute of
 * every table, every queue body, every line it logged, every mail.
 */
final class Leaks {
  private static final List<String> TABLES =
      List.of("StoryTable", "KeysTable", "AuditTable", "DirectoryTable");

  private final RunningGateway gateway;
  private int searched;

  Leaks(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** How many attributes, bodies, lines and mails were searched. */
  int searched() {
    return searched;
  }

  /** Where fields of the report turned up: the place and the field's pointer, never the value. */
  List<String> of(Canary canary) {
    var found = new ArrayList<String>();
    for (String table : TABLES) {
      gateway
          .cloud()
          .dynamoDb()
          .scanPaginator(scan -> scan.tableName(gateway.cloud().reference(table)))
          .items()
          .forEach(item -> attributes(table, item, canary, found));
    }
    gateway.pumps().bodies().forEach(body -> text("a queue", body, canary, found));
    gateway.lines().forEach(line -> text("a log line", line, canary, found));
    gateway
        .mails()
        .forEach(mail -> text("a mail", mail.subject() + "\n" + mail.text(), canary, found));
    return found;
  }

  private void attributes(
      String place, Map<String, AttributeValue> item, Canary canary, List<String> found) {
    item.forEach((name, value) -> attribute(place + "." + name, value, canary, found));
  }

  private void attribute(String place, AttributeValue value, Canary canary, List<String> found) {
    switch (value.type()) {
      case S -> text(place, value.s(), canary, found);
      case N -> text(place, value.n(), canary, found);
      case B -> search(place, value.b().asByteArray(), canary, found);
      case SS -> value.ss().forEach(text -> text(place, text, canary, found));
      case NS -> value.ns().forEach(number -> text(place, number, canary, found));
      case BS -> value.bs().forEach(bytes -> search(place, bytes.asByteArray(), canary, found));
      case M -> attributes(place, value.m(), canary, found);
      case L -> value.l().forEach(item -> attribute(place, item, canary, found));
      case BOOL, NUL -> searched++;
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalStateException("an attribute of a kind nobody can search");
    }
  }

  private void text(String place, String text, Canary canary, List<String> found) {
    search(place, text.getBytes(StandardCharsets.UTF_8), canary, found);
  }

  private void search(String place, byte[] bytes, Canary canary, List<String> found) {
    searched++;
    canary.findIn(bytes).forEach(field -> found.add(field + " in " + place));
  }
}
