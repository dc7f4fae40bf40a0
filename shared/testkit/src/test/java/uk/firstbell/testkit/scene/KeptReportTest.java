package uk.firstbell.testkit.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.firstbell.domain.intake.ReportReader;
import uk.firstbell.wire.report.ReportJson;

final class KeptReportTest {
  private static final Instant NOW = Instant.parse("2026-05-05T06:12:00.75Z");

  @Test
  void keeps_to_its_schema_whenever_it_is_sent() {
    List<KeptReport> kept = KeptReport.all(SampleBorough.samples());

    assertThat(kept)
        .extracting(KeptReport::name)
        .containsExactly("thornbury-vale", "wexcombe-social-care");
    assertThat(kept)
        .allSatisfy(report ->
            assertThat(new ReportJson().read(report.bytes(NOW, "kept-1")))
                .isInstanceOf(ReportReader.Reading.WellFormed.class));
  }

  @Test
  void counts_its_moments_from_when_it_is_sent_and_leaves_sentences_alone(@TempDir Path samples)
      throws Exception {
    Files.createDirectories(samples.resolve("kept"));
    Files.writeString(
        samples.resolve("kept/one.json"),
        """
        {
          "title": "One",
          "keyId": "wxc-2026a",
          "body": { "a": "now", "b": [{ "c": "now-PT25M" }], "d": "now and then", "e": 7 }
        }
        """);

    byte[] sent = KeptReport.all(samples).getFirst().bytes(NOW, "kept-1");

    assertThat(new String(sent, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"a\":\"2026-05-05T06:12:00Z\",\"b\":[{\"c\":\"2026-05-05T05:47:00Z\"}],"
                + "\"clientMessageId\":\"kept-1\",\"d\":\"now and then\",\"e\":7}");
  }
}
