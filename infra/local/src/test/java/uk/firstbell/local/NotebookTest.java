package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotebookTest {
  private static final Instant NIGHT = Instant.parse("2026-05-01T21:40:00Z");

  @TempDir private Path folder;

  @Test
  void tells_the_next_run_what_was_noted_and_every_line_that_was_kept() throws Exception {
    try (var notebook = Notebook.in(folder.resolve("new"))) {
      assertThat(notebook.clock()).isEmpty();
      notebook.reached(NIGHT);
      notebook.write(notes -> notes.put("port", 4_571).put("certificate", new byte[] {1, 2}));
      notebook.lines("told").add("ring the bell");
    }

    try (var notebook = Notebook.in(folder.resolve("new"))) {
      assertThat(notebook.clock()).contains(NIGHT);
      assertThat(notebook.number("port", 0)).isEqualTo(4_571);
      assertThat(notebook.bytes("certificate")).contains(new byte[] {1, 2});
      notebook.lines("told").add("once");
      assertThat(notebook.lines("told").all()).containsExactly("ring the bell", "once");
      assertThat(notebook.lines("decisions").all()).isEmpty();
    }
  }

  @Test
  void is_not_broken_by_a_note_that_was_only_half_written() throws Exception {
    try (var notebook = Notebook.in(folder)) {
      notebook.reached(NIGHT);
    }
    Files.writeString(folder.resolve("run.json.new"), "{\"clock\":");

    try (var notebook = Notebook.in(folder)) {
      assertThat(notebook.clock()).contains(NIGHT);
      notebook.reached(NIGHT.plusSeconds(1));
      assertThat(notebook.clock()).contains(NIGHT.plusSeconds(1));
    }
  }

  @Test
  void belongs_to_one_run_at_a_time() throws Exception {
    try (var notebook = Notebook.in(folder)) {
      notebook.reached(NIGHT);
      assertThatThrownBy(() -> Notebook.in(folder))
          .isInstanceOf(Notebook.UnusableException.class)
          .hasMessageContaining("in use by another run");
    }

    Notebook.in(folder).close();
  }

  @Test
  void refuses_a_folder_whose_notes_are_none() throws Exception {
    Files.writeString(folder.resolve("run.json"), "[]");
    assertThatThrownBy(() -> Notebook.in(folder))
        .isInstanceOf(Notebook.UnusableException.class)
        .hasMessageContaining("--data");

    Files.writeString(folder.resolve("run.json"), "{}");
    Notebook.in(folder).close();
  }

  @Test
  void keeps_nothing_where_there_is_no_folder() {
    try (var notebook = Notebook.ofNoFolder()) {
      notebook.reached(NIGHT);

      assertThat(notebook.clock()).contains(NIGHT);
      assertThat(notebook.kept()).isFalse();
      assertThat(Notebook.ofNoFolder().clock()).isEmpty();
    }
  }
}
