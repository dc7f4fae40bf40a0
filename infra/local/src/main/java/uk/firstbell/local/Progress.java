package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import uk.firstbell.local.Checks.Verdict;
import uk.firstbell.local.Player.Came;

/**
 * How far a night got, and what each entry of its timeline came to. An entry is noted once it is
 * over; whoever is killed before that does it once more, which is what a sender or a reader does
 * who had no answer.
 */
final class Progress {
  private static final String NIGHT = "night";
  private static final String CAME = "came";
  private static final String VERDICTS = "verdicts";

  private final Notebook notebook;
  private final List<Came> came = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  private Progress(Notebook notebook) {
    this.notebook = notebook;
    notebook.notes(CAME).forEach(noted -> came.add(came(noted)));
    notebook.notes(VERDICTS).forEach(noted -> verdicts.add(verdict(noted)));
  }

  /**
   * What {@code notebook} tells of {@code timeline}.
   *
   * @throws Notebook.UnusableException if it tells of another
   */
  static Progress of(Timeline timeline, Notebook notebook) throws Notebook.UnusableException {
    String night = digest(timeline);
    if (notebook.text(NIGHT).filter(before -> !before.equals(night)).isPresent()) {
      throw new Notebook.UnusableException("--data was begun with other scenes than these");
    }
    notebook.write(notes -> notes.put(NIGHT, night));
    return new Progress(notebook);
  }

  /** What the outside's doings came to, in their order. */
  List<Came> came() {
    return List.copyOf(came);
  }

  /** Of the scenes that are over, in their order. */
  List<Verdict> verdicts() {
    return List.copyOf(verdicts);
  }

  boolean has(Timeline.Entry entry) {
    return switch (entry) {
      case Timeline.Publishes _, Timeline.Acts _ ->
          came.stream().anyMatch(one -> one.key().equals(entry.key()));
      case Timeline.Ends _ ->
          verdicts.stream().anyMatch(one -> one.scene().equals(entry.key().scene()));
    };
  }

  void note(Came one) {
    came.add(one);
    notebook.write(notes ->
        notes
            .withArray(CAME)
            .addObject()
            .put("scene", one.key().scene())
            .put("step", one.key().step())
            .put("status", one.status())
            .put("body", one.body()));
  }

  void note(Verdict one) {
    verdicts.add(one);
    notebook.write(notes -> {
      ObjectNode noted = notes.withArray(VERDICTS).addObject();
      noted
          .put("scene", one.scene())
          .put("expected", one.expected())
          .put("happened", one.happened())
          .put("copiesOpened", one.copiesOpened())
          .put("keysRefused", one.keysRefused());
      one.findings().forEach(noted.putArray("findings")::add);
    });
  }

  private static Came came(JsonNode noted) {
    return new Came(
        new Timeline.Key(noted.path("scene").asText(), noted.path("step").asInt()),
        noted.path("status").asInt(),
        noted.path("body").asText());
  }

  private static Verdict verdict(JsonNode noted) {
    return new Verdict(
        noted.path("scene").asText(),
        noted.path("expected").asText(),
        noted.path("happened").asText(),
        noted.path("copiesOpened").asInt(),
        noted.path("keysRefused").asInt(),
        noted.path("findings").valueStream().map(JsonNode::asText).toList());
  }

  /** Of who does what and when: what is found of it may be written differently another time. */
  private static String digest(Timeline timeline) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (Timeline.Entry entry : timeline.entries()) {
        digest.update((entry.key() + "@" + entry.at() + "\n").getBytes(UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
