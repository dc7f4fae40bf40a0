package uk.firstbell.wire.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.intake.ReportReader.Reading;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.wire.json.ContentJson;

final class ReportJsonTest {
  private static final ReportJson REPORTS = new ReportJson();

  @Test
  void accepts_the_complete_sample_and_reads_all_of_it() {
    var sample = new Sample();

    assertThat(REPORTS.read(sample.bytes()))
        .isEqualTo(new Reading.WellFormed((Content.Group) ContentJson.content(sample.root)));
  }

  @Test
  void the_complete_sample_leaves_no_property_of_the_schema_out() {
    Set<String> known = new TreeSet<>();
    Schemas.daEncompass().properties(known::add);
    known.removeIf(p ->
        Set.of("/notificationId", "/recordRef", "/receivedAt", "/deadline", "/quality")
            .contains(p));
    assertThat(known).hasSizeGreaterThan(100);

    Set<String> sent = new TreeSet<>();
    names(new Sample().root, "", sent);
    assertThat(sent).containsAll(known);
  }

  /** Columns: what is done, where, with what; then the one fault, or OK, that must come of it. */
  @ParameterizedTest(name = "{0} {1} {2} is {4} at {3}")
  @CsvFileSource(
      resources = "/da-encompass.mutations.txt",
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      maxCharsPerColumn = 20_000)
  void holds_every_field_against_the_schema(
      String act, String pointer, String value, String faultPointer, String code) {
    var sample = new Sample();
    assertThat(REPORTS.read(sample.bytes())).isInstanceOf(Reading.WellFormed.class);

    sample.change(act, pointer, value);

    if (code.equals("OK")) {
      assertThat(REPORTS.read(sample.bytes())).isInstanceOf(Reading.WellFormed.class);
    } else {
      assertThat(places(sample)).containsExactly(faultPointer + " " + code);
      assertThat(sample.bytes()).satisfies(_ -> repeatsNothing(sample));
    }
  }

  @Test
  void reports_five_faults_at_once() {
    var sample = new Sample();
    sample.change("remove", "/contact/team", null);
    sample.change("set", "/createdAt", "\"2026-05-01T23:30:00\"");
    sample.change("set", "/children/1/presence", "\"NEARBY\"");
    sample.change("set", "/children/0/estimatedAgeYears", "18");
    sample.change("set", "/deadline", "{\"deliverBy\":\"2026-05-05T08:30:00+01:00\"}");

    assertThat(places(sample))
        .containsExactly(
            "/children/0/estimatedAgeYears MAXIMUM",
            "/children/1/presence ENUM",
            "/contact/team REQUIRED",
            "/createdAt TIME_OFFSET_MISSING",
            "/deadline FORBIDDEN_SERVER_FIELD");
    repeatsNothing(sample);
  }

  @Test
  void a_name_that_a_sender_invented_is_reported_at_the_object_that_holds_it() {
    List<String> objects = new ArrayList<>();
    objectsOf(new Sample().root, "", objects);
    objects.removeIf(pointer -> pointer.startsWith("/ext"));
    assertThat(objects).hasSizeGreaterThan(30).contains("", "/children/0/voice");

    for (String object : objects) {
      var sample = new Sample();
      ((ObjectNode) sample.root.at(object)).put("Jane Doe", " 1\n").put("John/Doe~1", 1.5);

      assertThat(places(sample)).containsExactly(object + " UNKNOWN_PROPERTY");
    }
  }

  @Test
  void null_is_never_taken_for_an_absent_field() {
    List<String> leaves = new ArrayList<>();
    leavesOf(new Sample().root, "", leaves);
    leaves.removeIf(pointer -> pointer.startsWith("/ext"));
    leaves.removeIf(pointer -> pointer.equals("/messageType"));
    assertThat(leaves).hasSizeGreaterThan(130);

    for (String leaf : leaves) {
      var sample = new Sample();
      sample.change("set", leaf, "null");

      assertThat(places(sample)).contains(leaf + " TYPE");
    }
  }

  @Test
  void text_is_judged_wherever_it_stands() {
    List<String> texts = new ArrayList<>();
    leavesOf(new Sample().root, "", texts);
    texts.removeIf(pointer -> !new Sample().root.at(pointer).isTextual());
    texts.removeIf(pointer -> pointer.equals("/messageType") || pointer.equals("/schemaVersion"));
    assertThat(texts).hasSizeGreaterThan(100);

    for (String text : texts) {
      var sample = new Sample();
      String shown = text.startsWith("/ext") ? "/ext" : text;
      sample.put(text, sample.root.at(text).textValue() + "\u0000");
      assertThat(places(sample)).contains(shown + " CONTROL_CHARACTER");

      // A trailing line break must not slip past a pattern's end.
      sample.put(text, new Sample().root.at(text).textValue() + "\n");
      assertThat(places(sample)).contains(shown + " CONTROL_CHARACTER");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{}                                                     | /messageType   | REQUIRED",
        "{\"messageType\":1}                                    | /messageType   | TYPE",
        "{\"messageType\":\"MISSING\"}                          | /messageType   | MESSAGE_TYPE_UNKNOWN",
        "{\"messageType\":\"da_encompass\"}                     | /messageType   | MESSAGE_TYPE_UNKNOWN",
        "{\"messageType\":\"DA_ENCOMPASS\",\"schemaVersion\":\"2.0.0\"} | /schemaVersion | SCHEMA_VERSION_UNSUPPORTED",
        "{\"messageType\":\"DA_ENCOMPASS\",\"schemaVersion\":\"1.0\"}   | /schemaVersion | SCHEMA_VERSION_UNSUPPORTED",
      })
  void says_so_alone_when_no_schema_can_be_chosen(String body, String pointer, String code) {
    assertThat(places(body)).containsExactly(pointer + " " + code);
  }

  @Test
  void lists_what_a_bare_envelope_lacks() {
    assertThat(places("{\"messageType\":\"DA_ENCOMPASS\"}"))
        .containsExactly(
            "/adults REQUIRED",
            "/children REQUIRED",
            "/classification REQUIRED",
            "/clientMessageId REQUIRED",
            "/contact REQUIRED",
            "/createdAt REQUIRED",
            "/incident REQUIRED",
            "/policeAwareAt REQUIRED",
            "/publisher REQUIRED",
            "/safety REQUIRED",
            "/schemaVersion REQUIRED",
            "/sharing REQUIRED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"DA_ENCOMPASS\"", "true"})
  void a_report_is_an_object(String body) {
    assertThat(places(body)).containsExactly(" TYPE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"messageType\":\"DA_ENCOMPASS\",\"messageType\":\"DA_ENCOMPASS\"} | NAME_REPEATED",
        "not json | NOT_JSON",
        "{        | NOT_JSON",
      })
  void what_cannot_be_pointed_into_is_unreadable(String body, String code) {
    assertThat(REPORTS.read(body.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.fault().code()).isEqualTo(code);
              assertThat(unreadable.fault().pointer()).isEmpty();
            });
  }

  @Test
  void reads_65536_bytes_and_not_one_more() {
    byte[] body = new Sample().bytes();
    String padded = new String(body, UTF_8) + " ".repeat(65_536 - body.length);
    assertThat(REPORTS.read(padded.getBytes(UTF_8))).isInstanceOf(Reading.WellFormed.class);

    assertThat(REPORTS.read((padded + " ").getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class, u -> assertThat(u.fault().code()).isEqualTo("TOO_LONG"));
  }

  @Test
  void ext_holds_4096_bytes_and_not_one_more() {
    var sample = new Sample();
    // {"a":"…"} is 8 bytes around the text; é is two bytes.
    sample.change("set", "/ext", "{\"a\":\"" + "\u00e9".repeat(2_044) + "\"}");
    assertThat(REPORTS.read(sample.bytes())).isInstanceOf(Reading.WellFormed.class);

    sample.change("set", "/ext", "{\"a\":\"" + "\u00e9".repeat(2_044) + "x\"}");
    assertThat(places(sample)).containsExactly("/ext EXT_TOO_LARGE");
  }

  @Test
  void a_pointer_never_goes_into_ext() {
    var sample = new Sample();
    sample.change("set", "/ext", "{\"Jane Doe\":{\"age\":9.5}}");

    assertThat(places(sample)).containsExactly("/ext NOT_WHOLE");
  }

  @Test
  void lists_at_most_500_faults_and_says_that_there_are_more() {
    var sample = new Sample();
    ArrayNode adults = sample.root.withArray("adults");
    IntStream.range(0, 498 - adults.size()).forEach(_ -> adults.add(1));
    assertThat(places(sample))
        .hasSize(495)
        .contains("/adults MAX_ITEMS")
        .doesNotContain(" MORE_FAULTS");

    IntStream.range(0, 6).forEach(_ -> adults.add(1));
    assertThat(places(sample)).hasSize(500).contains(" MORE_FAULTS");
  }

  @Test
  void counts_characters_and_not_code_units() {
    var sample = new Sample();
    sample.put("/contact/team", "\ud83d\ude00".repeat(80));
    assertThat(REPORTS.read(sample.bytes())).isInstanceOf(Reading.WellFormed.class);

    sample.put("/contact/team", "\ud83d\ude00".repeat(81));
    assertThat(places(sample)).containsExactly("/contact/team MAX_LENGTH");
  }

  private static List<String> places(Sample sample) {
    return places(new String(sample.bytes(), UTF_8));
  }

  private static List<String> places(String body) {
    return switch (REPORTS.read(body.getBytes(UTF_8))) {
      case Reading.Misshapen(var faults) ->
          faults.stream().map(f -> f.pointer() + " " + f.code()).toList();
      case Reading.Unreadable(var fault) -> throw new AssertionError(fault.code());
      case Reading.WellFormed _ -> List.of();
    };
  }

  /** No fault may hold anything that the sender wrote as a value. */
  private static void repeatsNothing(Sample sample) {
    if (!(REPORTS.read(sample.bytes()) instanceof Reading.Misshapen(var faults))) {
      throw new AssertionError("nothing was refused");
    }
    List<String> leaves = new ArrayList<>();
    leavesOf(sample.root, "", leaves);
    List<String> values =
        leaves.stream().map(p -> sample.root.at(p).asText()).filter(v -> v.length() > 3).toList();
    assertThat(values).hasSizeGreaterThan(20);
    for (Fault fault : faults) {
      assertThat(fault.pointer() + " " + fault.detail()).doesNotContain(values);
    }
  }

  private static void names(JsonNode node, String path, Set<String> found) {
    node.properties()
        .forEach(part -> {
          found.add(path + "/" + part.getKey());
          names(part.getValue(), path + "/" + part.getKey(), found);
        });
    if (node.isArray()) {
      node.forEach(item -> names(item, path + "/*", found));
    }
  }

  private static void objectsOf(JsonNode node, String pointer, List<String> found) {
    if (node.isObject()) {
      found.add(pointer);
    }
    Sample.eachPart(node, (step, part) -> objectsOf(part, pointer + "/" + step, found));
  }

  private static void leavesOf(JsonNode node, String pointer, List<String> found) {
    if (node.isValueNode()) {
      found.add(pointer);
    }
    Sample.eachPart(node, (step, part) -> leavesOf(part, pointer + "/" + step, found));
  }
}
