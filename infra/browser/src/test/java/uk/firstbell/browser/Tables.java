package uk.firstbell.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.local.Thief;

/**
 * The tables of a local run, for somebody who got hold of them: no part of the gateway does this.
 */
final class Tables implements AutoCloseable {
  private final DynamoDbClient tables;

  Tables(URI endpoint) {
    this.tables =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("sample", "sample")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  /** Changes one bit in the middle of each copy that was sealed to a reader; how many there are. */
  int tamperWithCopiesOf(String reader) {
    int changed = 0;
    for (String table : tables.listTables().tableNames()) {
      for (Map<String, AttributeValue> item :
          tables.scanPaginator(s -> s.tableName(table)).items()) {
        AttributeValue sort = item.get("sk");
        AttributeValue sealed = item.get("sealed");
        if (sort != null
            && sealed != null
            && sort.s().startsWith("COPY#")
            && List.of(sort.s().split("#", -1)).contains(reader)) {
          byte[] bytes = sealed.b().asByteArray();
          bytes[bytes.length / 2] ^= 1;
          tables.updateItem(update ->
              update
                  .tableName(table)
                  .key(Map.of("pk", item.get("pk"), "sk", sort))
                  .updateExpression("SET sealed = :sealed")
                  .expressionAttributeValues(
                      Map.of(":sealed", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)))));
          changed++;
        }
      }
    }
    return changed;
  }

  /** Has everything that somebody reads by end a day before it began; how many that were. */
  int endDevicesOf(String reader) {
    int changed = 0;
    for (String table : tables.listTables().tableNames()) {
      for (Map<String, AttributeValue> item :
          tables.scanPaginator(s -> s.tableName(table)).items()) {
        AttributeValue sort = item.get("sk");
        boolean device = item.containsKey("certificates") || item.containsKey("certificate");
        if (!device || sort == null || !sort.s().startsWith("CERT#" + reader + "#")) {
          continue;
        }
        var ended = new HashMap<>(item);
        if (item.containsKey("certificates")) {
          List<AttributeValue> certificates =
              item.get("certificates").l().stream()
                  .map(each -> AttributeValue.fromM(ended(each.m())))
                  .toList();
          ended.put("certificates", AttributeValue.fromL(certificates));
        } else {
          ended.putAll(ended(item));
        }
        tables.putItem(put -> put.tableName(table).item(ended));
        changed++;
      }
    }
    return changed;
  }

  /** Every attribute of every table, and its name. */
  List<Thief.Thing> everything() {
    var things = new ArrayList<Thief.Thing>();
    for (String table : tables.listTables().tableNames()) {
      tables
          .scanPaginator(s -> s.tableName(table))
          .items()
          .forEach(item -> take(table, AttributeValue.fromM(item), things));
    }
    return things;
  }

  private static void take(String place, AttributeValue value, List<Thief.Thing> things) {
    switch (value.type()) {
      case S -> things.add(new Thief.Thing(place, value.s().getBytes(UTF_8)));
      case N -> things.add(new Thief.Thing(place, value.n().getBytes(UTF_8)));
      case B -> things.add(new Thief.Thing(place, value.b().asByteArray()));
      case SS -> value.ss().forEach(text -> take(place, AttributeValue.fromS(text), things));
      case NS -> value.ns().forEach(number -> take(place, AttributeValue.fromN(number), things));
      case BS -> value.bs().forEach(bytes -> take(place, AttributeValue.fromB(bytes), things));
      case L -> value.l().forEach(each -> take(place, each, things));
      case M ->
          value
              .m()
              .forEach((name, each) -> {
                take(place, AttributeValue.fromS(name), things);
                take(place + "." + name, each, things);
              });
      case BOOL, NUL -> {} // No room for a word.
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalStateException("an attribute of a kind nobody can search");
    }
  }

  /** Leaves {@code text} lying about in the directory while {@code work} is done. */
  <T> T whilePlanted(String text, Supplier<T> work) {
    var key = Map.of("pk", AttributeValue.fromS("PLANTED"), "sk", AttributeValue.fromS("HERE"));
    var item = new HashMap<>(key);
    item.put("note", AttributeValue.fromS("remember: " + text));
    String directory = directory();
    tables.putItem(put -> put.tableName(directory).item(item));
    try {
      return work.get();
    } finally {
      tables.deleteItem(it -> it.tableName(directory).key(key));
    }
  }

  private String directory() {
    return tables.listTables().tableNames().stream()
        .filter(name -> name.contains("Directory"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, AttributeValue> ended(Map<String, AttributeValue> certificate) {
    var ended = new HashMap<>(certificate);
    AttributeValue from = requireNonNull(certificate.get("notBefore"), "a certificate begins");
    Instant began = Instant.parse(from.s());
    ended.put("notAfter", AttributeValue.fromS(began.minus(Duration.ofDays(1)).toString()));
    return ended;
  }

  @Override
  public void close() {
    tables.close();
  }
}
