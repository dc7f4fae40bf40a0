package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstbellAppTest {
  @Test
  void a_stage_is_deployed_from_the_zip_that_the_context_names_for_it(@TempDir Path folder)
      throws IOException {
    Path zip = folder.resolve("intake.zip");
    Map<String, Object> context = Map.of("code.intake", zip.toString());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FirstbellApp.zip(Stage.INTAKE, context::get));

    Files.createFile(zip);
    assertThat(FirstbellApp.zip(Stage.INTAKE, context::get)).isEqualTo(zip);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FirstbellApp.zip(Stage.RELAY, context::get))
        .withMessageContaining("--context code.<stage>=<file>");
  }
}
