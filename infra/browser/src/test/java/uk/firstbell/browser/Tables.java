package uk.firstbell.browser;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
