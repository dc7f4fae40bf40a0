package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.aws.KmsDataKeys;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.sealing.cms.CmsOpener;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.vault.AesGcmPayloadCipher;
import uk.firstbell.testkit.scene.Canary;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.testkit.scene.Scene;

/** What somebody reads who holds everything of a run but the key service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThiefTest {
  private final Path event = SampleBorough.event("bank-holiday-friday");
  private final Scene scene = Scene.read(event);
  private final Canary canary = Canary.of(scene.publish().body());
  private RunningGateway gateway;
  private Outside outside;
  private NotificationId notification;

  @BeforeAll
  void plays_the_weekend() throws Exception {
    Path borough = SampleBorough.path();
    var narrator = new Narrator(new PrintStream(OutputStream.nullOutputStream()), false);
    gateway =
        RunningGateway.start(
            scene.publish().at(),
            borough,
            0,
            LocalSignIn.TOKEN_LIFE,
            narrator,
            Notebook.ofNoFolder());
    outside = new Outside(gateway, borough);
    var timeline = Timeline.of(List.of(Night.Sample.read(event, borough)));
    var progress = Progress.of(timeline, Notebook.ofNoFolder());
    new Night(gateway, outside, progress).play(timeline, Instant.MAX);
    String storyOf =
        scan("StoryTable").stream()
            .map(item -> item.getOrDefault("pk", AttributeValue.fromS("")).s())
            .filter(partition -> partition.startsWith("N#"))
            .findFirst()
            .orElseThrow();
    notification = new NotificationId(storyOf.substring(2));
  }

  @AfterAll
  void stops() {
    outside.close();
    gateway.close();
  }

  @Test
  void finds_every_copy_and_the_report_and_reads_none_of_it() throws Exception {
    Thief thief = thief();

    assertThat(thief.copies()).isEqualTo(3);
    assertThat(thief.reports()).isEqualTo(1);
    assertThat(thief.read()).isEmpty();
  }

  @Test
  void reads_a_copy_where_its_readers_key_was_left_lying_about() throws Exception {
    byte[] key =
        outside.people().devices(new PersonId("larkfield-dsl")).getFirst().key().getEncoded();

    assertThat(readWith("DirectoryTable", Base64.getEncoder().encodeToString(key)))
        .singleElement()
        .satisfies(read -> assertThat(read.place()).isEqualTo("StoryTable.sealed"))
        .satisfies(read -> assertThat(canary.findIn(read.plaintext())).isNotEmpty());
    assertThat(thief().read()).isEmpty();
  }

  @Test
  void reads_the_report_where_its_data_key_was_left_unwrapped() throws Exception {
    var keys = new KmsDataKeys(gateway.cloud().kms(), gateway.cloud().reference("PayloadKey"));
    byte[] wrapped = gateway.story().wrappedKey(notification, Kept.PAYLOAD).orElseThrow();
    try (SecretBytes secret = keys.unwrap(notification, wrapped)) {
      assertThat(readWith("AuditTable", HexFormat.of().formatHex(secret.exposed())))
          .singleElement()
          .satisfies(read -> assertThat(canary.findIn(read.plaintext())).isNotEmpty());
    }
    assertThat(thief().read()).isEmpty();
  }

  /** What the thief reads while {@code text} is part of an item in that table. */
  private List<Thief.Read> readWith(String table, String text) throws Exception {
    var key = Map.of("pk", AttributeValue.fromS("PLANTED"), "sk", AttributeValue.fromS("HERE"));
    var item = new HashMap<>(key);
    item.put("note", AttributeValue.fromS("remember: " + text));
    var dynamo = gateway.cloud().dynamoDb();
    dynamo.putItem(put -> put.tableName(gateway.cloud().reference(table)).item(item));
    try {
      return thief().read();
    } finally {
      dynamo.deleteItem(it -> it.tableName(gateway.cloud().reference(table)).key(key));
    }
  }

  private Thief thief() throws Exception {
    return new Thief(
        Thief.everything(new Belongings(gateway)),
        new CmsOpener(Certificates.certificate(gateway.authorityCertificate())),
        new AesGcmPayloadCipher(new SecureRandom()));
  }

  private List<Map<String, AttributeValue>> scan(String table) {
    return gateway
        .cloud()
        .dynamoDb()
        .scanPaginator(scan -> scan.tableName(gateway.cloud().reference(table)))
        .items()
        .stream()
        .toList();
  }
}
