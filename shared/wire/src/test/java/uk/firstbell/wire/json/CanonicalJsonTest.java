package uk.firstbell.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.model.Content;

final class CanonicalJsonTest {
  private final CanonicalJson canonical = new CanonicalJson();

  /** RFC 8785, section 3.2.2 and 3.2.4, without the numbers, which are fractions. */
  @Test
  void writes_the_text_and_the_literals_of_the_rfc_byte_for_byte() {
    var content =
        group(
            "string",
            new Content.Text("\u20ac$\u000f\nA'B\"\\\\\"/"),
            "literals",
            new Content.Items(
                List.of(new Content.Nothing(), new Content.Truth(true), new Content.Truth(false))));

    assertThat(HexFormat.ofDelimiter(" ").formatHex(canonical.bytesOf(content)))
        .isEqualTo(
            "7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 "
                + "5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30 30 66 5c 6e 41 27 42 "
                + "5c 22 5c 5c 5c 5c 5c 22 2f 22 7d");
  }

  /** RFC 8785, section 3.2.3. */
  @Test
  void sorts_names_by_their_utf_16_code_units_as_the_rfc_does() {
    var content =
        new Content.Group(
            Map.of(
                "\u20ac", new Content.Text("Euro Sign"),
                "\r", new Content.Text("Carriage Return"),
                "\ufb33", new Content.Text("Hebrew Letter Dalet With Dagesh"),
                "1", new Content.Text("One"),
                "\ud83d\ude00", new Content.Text("Emoji: Grinning Face"),
                "\u0080", new Content.Text("Control"),
                "\u00f6", new Content.Text("Latin Small Letter O With Diaeresis")));

    assertThat(text(content))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @Test
  void escapes_what_must_be_and_nothing_else() {
    assertThat(text(new Content.Text("\b\t\n\f\r\u0000\u001f\u0010\"\\/ \u007f\u2028")))
        .isEqualTo("\"\\b\\t\\n\\f\\r\\u0000\\u001f\\u0010\\\"\\\\/ \u007f\u2028\"");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 200, 9007199254740991L, -9007199254740991L})
  void writes_whole_numbers_in_plain_digits(long number) {
    assertThat(text(new Content.Whole(number))).isEqualTo(Long.toString(number));
  }

  @ParameterizedTest
  @ValueSource(longs = {9007199254740992L, -9007199254740992L, Long.MAX_VALUE, Long.MIN_VALUE})
  void refuses_numbers_that_other_readers_would_round(long number) {
    assertThatThrownBy(() -> canonical.bytesOf(new Content.Whole(number)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a number is beyond 2^53 - 1");
  }

  @Test
  void refuses_half_of_a_surrogate_pair_in_text_and_in_names() {
    assertThat(text(new Content.Text("\ud83d\ude00"))).isEqualTo("\"\ud83d\ude00\"");

    assertThatThrownBy(() -> canonical.bytesOf(new Content.Text("\ud83d")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> canonical.bytesOf(group("\ude00", new Content.Truth(true))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writes_empty_groups_and_lists() {
    assertThat(text(group("a", new Content.Items(List.of()), "b", Content.Group.EMPTY)))
        .isEqualTo("{\"a\":[],\"b\":{}}");
  }

  private String text(Content content) {
    return new String(canonical.bytesOf(content), UTF_8);
  }

  private static Content.Group group(String name, Content part) {
    return new Content.Group(Map.of(name, part));
  }

  private static Content.Group group(String one, Content first, String two, Content second) {
    return new Content.Group(Map.of(one, first, two, second));
  }
}
