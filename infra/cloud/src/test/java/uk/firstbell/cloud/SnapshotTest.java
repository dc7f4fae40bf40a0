package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SnapshotTest {
  private static final Path COMMITTED =
      Path.of("..", "template", "src", "main", "resources", "firstbell.template.json");

  @Test
  void the_committed_template_is_what_the_code_describes() throws IOException {
    String synthesized = Synthesis.text();
    if (Boolean.getBoolean("snapshot.update")) {
      Files.writeString(COMMITTED, synthesized, StandardCharsets.UTF_8);
    }

    assertThat(Files.readString(COMMITTED, StandardCharsets.UTF_8))
        .as("the stack changed; -Dsnapshot.update writes the committed template anew")
        .isEqualTo(synthesized);
  }

  @Test
  void the_template_names_no_place_on_the_machine_that_made_it() {
    assertThat(Synthesis.text())
        .doesNotContain(System.getProperty("user.dir"))
        .doesNotContain(System.getProperty("user.home") + "/")
        .doesNotContain("aws:cdk:path")
        .doesNotContain("aws:asset:path")
        .doesNotContain("AWS::CDK::Metadata");
  }
}
