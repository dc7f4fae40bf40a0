package uk.firstbell.wire.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.wire.json.ContentJson.Reading.Refused;
import uk.firstbell.wire.json.ContentJson.Reading.Understood;

final class ContentJsonTest {
  private static final int BYTES_MAX = 1_000;

  @Test
  void reads_every_kind_of_content_and_writes_it_back() {
    byte[] json = "{\"a\":[1,-0,\"\u00e9\",true,false,null,{}],\"b\":{\"c\":[]}}".getBytes(UTF_8);
    var content =
        new Content.Group(
            Map.of(
                "a",
                new Content.Items(
                    List.of(
                        new Content.Whole(1),
                        new Content.Whole(0),
                        new Content.Text("\u00e9"),
                        new Content.Truth(true),
                        new Content.Truth(false),
                        new Content.Nothing(),
                        Content.Group.EMPTY)),
                "b",
                new Content.Group(Map.of("c", new Content.Items(List.of())))));

    assertThat(ContentJson.read(json, BYTES_MAX)).isEqualTo(new Understood(content));
    assertThat(ContentJson.content(ContentJson.node(content))).isEqualTo(content);
    assertThat(new String(ContentJson.bytes(content), UTF_8))
        .isEqualTo("{\"a\":[1,0,\"\u00e9\",true,false,null,{}],\"b\":{\"c\":[]}}");
  }

  @ParameterizedTest(name = "{0}, though not {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // mended            | broken              | code
        "{\"a\":1,\"b\":2}   | {\"a\":1,\"a\":2}   | NAME_REPEATED",
        "{\"a\":{\"b\":1}}   | {\"a\":{\"b\":1,\"\\u0062\":1}} | NAME_REPEATED",
        "1                   | 1.5                 | NOT_WHOLE",
        "1                   | 1.0                 | NOT_WHOLE",
        "100                 | 1e2                 | NOT_WHOLE",
        "1                   | NaN                 | NOT_JSON",
        "1                   | Infinity            | NOT_JSON",
        "1                   | +1                  | NOT_JSON",
        "1                   | 01                  | NOT_JSON",
        "1                   | 1 2                 | NOT_JSON",
        "1                   | 1,                  | NOT_JSON",
        "[1]                 | [1,]                | NOT_JSON",
        "[1]                 | [1                  | NOT_JSON",
        "[1]                 | ]                   | NOT_JSON",
        "{\"a\":1}           | {a:1}               | NOT_JSON",
        "{\"a\":1}           | {'a':1}             | NOT_JSON",
        "{\"a\":1}           | {\"a\":1            | NOT_JSON",
        "{\"a\":1}           | {\"a\"}             | NOT_JSON",
        "[1]                 | [1]/*c*/            | NOT_JSON",
        "[1]                 | \ufeff[1]           | NOT_JSON",
        "9007199254740991    | 9007199254740992    | NUMBER_RANGE",
        "-9007199254740991   | -9007199254740992   | NUMBER_RANGE",
        "9007199254740991    | 90071992547409920000000000 | NUMBER_RANGE",
        "\"\u00e9\"          | \"e\u0301\"         | NOT_NFC",
        "\"a\"               | \" a\"              | NOT_TRIMMED",
        "\"a\"               | \"a \"              | NOT_TRIMMED",
        "\"a\"               | \"a\\u00a0\"        | NOT_TRIMMED",
        "\"a b\"             | \"a\\nb\"           | CONTROL_CHARACTER",
        "\"a b\"             | \"a\\tb\"           | CONTROL_CHARACTER",
        "\"a b\"             | \"a\\u007fb\"       | CONTROL_CHARACTER",
        "\"a b\"             | \"a\\u0085b\"       | CONTROL_CHARACTER",
        "\"a b\"             | \"a\\u2028b\"       | CONTROL_CHARACTER",
        "\"a b\"             | \"a\\u2029b\"       | CONTROL_CHARACTER",
        "\"a b\"             | \"a\\u0000b\"       | CONTROL_CHARACTER",
        "\"\\ud83d\\ude00\"  | \"\\ud83d\"         | NOT_UNICODE",
        "{\"\\ud83d\\ude00\":1} | {\"\\ude00\":1}  | NOT_JSON",
      })
  void refuses_what_could_be_read_in_two_ways(String mended, String broken, String code) {
    assertThat(read(mended)).isInstanceOf(Understood.class);

    assertThat(read(broken)).isEqualTo(new Refused(FaultCode.valueOf(code).at("")));
  }

  @Test
  void refuses_nothing_at_all() {
    assertThat(read("")).isEqualTo(new Refused(FaultCode.NOT_JSON.at("")));
    assertThat(read(" ")).isEqualTo(new Refused(FaultCode.NOT_JSON.at("")));
    assertThat(read(" 0 ")).isEqualTo(new Understood(new Content.Whole(0)));
  }

  @Test
  void refuses_every_encoding_but_utf_8() {
    String json = "[\"caf\u00e9\"]";
    assertThat(ContentJson.read(json.getBytes(UTF_8), BYTES_MAX)).isInstanceOf(Understood.class);

    assertThat(ContentJson.read(json.getBytes(ISO_8859_1), BYTES_MAX))
        .isEqualTo(new Refused(FaultCode.NOT_UTF8.at("")));
    assertThat(ContentJson.read("[1]".getBytes(UTF_16BE), BYTES_MAX))
        .isEqualTo(new Refused(FaultCode.NOT_JSON.at("")));
    byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
    assertThat(ContentJson.read(overlong, BYTES_MAX))
        .isEqualTo(new Refused(FaultCode.NOT_UTF8.at("")));
  }

  @Test
  void reads_up_to_the_size_it_was_given_and_not_a_byte_more() {
    assertThat(ContentJson.read("[12]".getBytes(UTF_8), 4)).isInstanceOf(Understood.class);
    assertThat(ContentJson.read("[123]".getBytes(UTF_8), 4))
        .isEqualTo(new Refused(FaultCode.TOO_LONG.at("")));
  }

  @Test
  void reads_32_levels_and_not_33() {
    assertThat(read("[".repeat(32) + "]".repeat(32))).isInstanceOf(Understood.class);
    assertThat(read("{\"a\":".repeat(32) + "1" + "}".repeat(32))).isInstanceOf(Understood.class);

    assertThat(read("[".repeat(33) + "]".repeat(33)))
        .isEqualTo(new Refused(FaultCode.TOO_DEEP.at("")));
    assertThat(read("{\"a\":".repeat(33) + "1" + "}".repeat(33)))
        .isEqualTo(new Refused(FaultCode.TOO_DEEP.at("")));
  }

  @Test
  void says_nothing_of_what_it_refuses() {
    assertThat(read("{\"Jane Doe\":\"01/02/2016 \"}"))
        .isEqualTo(
            new Refused(
                new Fault(
                    "",
                    "NOT_TRIMMED",
                    "Text begins or ends with a space; trim it before sending.")));
  }

  @Test
  void a_tree_that_was_not_checked_first_is_a_bug() {
    assertThatThrownBy(() -> ContentJson.content(JsonNodeFactory.instance.numberNode(1.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ContentJson.Reading read(String json) {
    return ContentJson.read(json.getBytes(UTF_8), BYTES_MAX);
  }

  @Test
  void reads_what_others_wrote_whatever_their_texts_and_numbers_are_like() {
    String theirs =
        "{\"name\":\"A school \",\"at\":1777959900,\"part\":0.5,\"far\":1e300,\"in\":[-1.5]}";

    assertThat(ContentJson.foreign(theirs.getBytes(UTF_8), 100))
        .contains(
            new Content.Group(
                Map.of(
                    "name", new Content.Text("A school "),
                    "at", new Content.Whole(1_777_959_900),
                    "part", new Content.Nothing(),
                    "far", new Content.Nothing(),
                    "in", new Content.Items(List.of(new Content.Nothing())))));
    assertThat(ContentJson.foreign(theirs.getBytes(UTF_8), 20)).isEmpty();
    assertThat(ContentJson.foreign("[]".getBytes(UTF_8), 20)).isEmpty();
    assertThat(ContentJson.foreign("{\"a\":1,\"a\":2}".getBytes(UTF_8), 20)).isEmpty();
  }
}
