package uk.firstbell.testkit.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.model.Content;

final class CanaryTest {
  private static final Scene SCENE = Scene.read(SampleBorough.event("bank-holiday-friday"));

  /** Every personal text of the scene, by the field it stands in. */
  private static final Map<String, String> PLANTED =
      Map.ofEntries(
          Map.entry("/incident/policeReference", "WXC-SYN-0000417-26"),
          Map.entry("/incident/otherReferences/0/value", "CADSYN-77410-010526"),
          Map.entry("/incident/location/addressLines/0", "17 Thistlewick Passage"),
          Map.entry("/incident/location/addressLines/1", "Upper Snodgravely"),
          Map.entry("/incident/location/postcode", "ZZ99 3WZ"),
          Map.entry("/incident/summary", "A marmalade-coloured lantern was broken."),
          Map.entry("/children/0/givenNames", "Thaddea Wrenlock"),
          Map.entry("/children/0/familyName", "Quillsworth-Zephyrine"),
          Map.entry("/children/0/knownAs/0", "Tansywick"),
          Map.entry("/children/0/dateOfBirth", "2017-11-23"),
          Map.entry("/children/0/homeAddress/lines/0", "17 Thistlewick Passage"),
          Map.entry("/children/0/homeAddress/lines/1", "Upper Snodgravely"),
          Map.entry("/children/0/homeAddress/postcode", "ZZ99 3WZ"),
          Map.entry(
              "/children/0/voice/words", "I hid under the kittiwake blanket until it went quiet."),
          Map.entry("/adults/0/givenNames", "Ysolde Marrowby"),
          Map.entry("/adults/0/familyName", "Fenwhistle-Quorn"),
          Map.entry("/adults/0/dateOfBirth", "1988-02-29"),
          Map.entry("/adults/0/contact/phone", "+447700900123"),
          Map.entry("/adults/1/givenNames", "Barnabus Threlkeldine"),
          Map.entry("/adults/1/familyName", "Umberslade-Voss"),
          Map.entry("/adults/1/dateOfBirth", "1984-10-31"),
          Map.entry("/adults/1/address/lines/0", "9 Gorsebladder Mews"),
          Map.entry("/adults/1/address/postcode", "ZZ98 7QX"),
          Map.entry("/contact/phone", "+442079460417"),
          Map.entry("/contact/reference", "ENC-SYN-0417"));

  private final Canary canary = Canary.of(SCENE.publish().body());

  static Stream<String> planted() {
    return PLANTED.keySet().stream().sorted();
  }

  @Test
  void hunts_for_everything_personal_in_a_report() {
    assertThat(canary.fields()).containsExactlyInAnyOrderElementsOf(PLANTED.keySet());
  }

  @ParameterizedTest
  @MethodSource("planted")
  void finds_a_text_as_it_stands_and_in_any_letter_case(String field) {
    finds(field, UnaryOperator.identity());
    finds(field, text -> text.toUpperCase(Locale.ROOT));
    finds(field, text -> text.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("planted")
  void finds_a_text_in_base64_at_each_alignment(String field) {
    for (String before : List.of("", "a", "ab", "abc")) {
      for (String after : List.of("", "z", "zz")) {
        finds(field, text -> Base64.getEncoder().encodeToString(utf8(before + text + after)));
        finds(field, text -> Base64.getUrlEncoder().encodeToString(utf8(before + text + after)));
        finds(field, text -> Base64.getMimeEncoder().encodeToString(utf8(".".repeat(50) + text)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("planted")
  void finds_a_text_in_hexadecimal(String field) {
    finds(field, text -> HexFormat.of().formatHex(utf8(text)));
    finds(field, text -> HexFormat.of().withUpperCase().formatHex(utf8(text)));
  }

  @ParameterizedTest
  @MethodSource("planted")
  void finds_a_text_percent_encoded(String field) {
    finds(field, text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
    finds(field, text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
    finds(field, text -> HexFormat.of().withPrefix("%").formatHex(utf8(text)));
  }

  @ParameterizedTest
  @MethodSource("planted")
  void finds_a_text_over_the_line_breaks_of_a_mail(String field) {
    finds(field, text -> text.substring(0, 5) + "=\r\n" + text.substring(5));
  }

  /** With something around it, as in a log or a table; without it, nothing is found. */
  private void finds(String field, UnaryOperator<String> written) {
    String text = written.apply(PLANTED.getOrDefault(field, ""));

    assertThat(canary.findIn(utf8("before " + text + " after"))).contains(field);
    assertThat(canary.findIn(utf8("before  after"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/children/0/dateOfBirth, 20171123",
    "/children/0/dateOfBirth, 23/11/2017",
    "/children/0/dateOfBirth, 23 November 2017",
    "/incident/location/postcode, zz993wz",
    "/adults/0/contact/phone, 07700900123",
    "/adults/0/contact/phone, 07700 900123",
    "/children/0/voice/words, i hid under the kittiwake blanket until it went quiet.",
    "/incident/summary, Officers attended a report of shouting between two adults in the home."
  })
  void finds_the_usual_other_spellings(String field, String spelt) {
    assertThat(canary.findIn(utf8(spelt))).contains(field);
  }

  @Test
  void names_each_field_and_no_other() {
    assertThat(canary.findIn(utf8("x Tansywick y ZZ98 7QX")))
        .containsExactly("/adults/1/address/postcode", "/children/0/knownAs/0");
  }

  @Test
  void finds_all_of_a_report_in_the_report() {
    assertThat(canary.findIn(SCENE.publish().bytes())).isEqualTo(canary.fields());
  }

  @Test
  void finds_nothing_in_the_directory_that_the_scene_is_played_in() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(SampleBorough.path())) {
      files = all.filter(Files::isRegularFile).toList();
    }

    assertThat(files).hasSizeGreaterThan(20);
    for (Path file : files) {
      assertThat(canary.findIn(Files.readAllBytes(file))).as(file.toString()).isEmpty();
    }
  }

  static List<Path> events() {
    return SampleBorough.events(SampleBorough.samples());
  }

  @ParameterizedTest
  @MethodSource("events")
  void finds_nothing_of_one_scene_in_another_or_among_the_people_of_the_directory(Path event)
      throws IOException {
    Canary one = Canary.of(Scene.read(event).publish().body());

    assertThat(one.findIn(Scene.read(event).publish().bytes())).isEqualTo(one.fields());
    for (Path other : events()) {
      if (!other.equals(event)) {
        assertThat(one.findIn(Files.readAllBytes(other))).as(other.toString()).isEmpty();
      }
    }
    assertThat(one.findIn(Files.readAllBytes(SampleBorough.path().resolve("people.json"))))
        .isEmpty();
  }

  @Test
  void tells_the_finds_of_several_reports_apart() {
    var two =
        Canary.together(Map.of("one: ", canary("Quillswick"), "two: ", canary("Thistlebury")));

    assertThat(two.findIn(utf8("of QUILLSWICK alone"))).containsExactly("one: /familyName");
    assertThat(two.findIn(utf8("Thistlebury, Quillswick")))
        .containsExactly("one: /familyName", "two: /familyName");
    assertThat(two.findIn(utf8("Thistlebur"))).isEmpty();
  }

  private static Canary canary(String familyName) {
    return Canary.of(Content.Group.EMPTY.with("familyName", new Content.Text(familyName)));
  }

  @Test
  void finds_nothing_in_what_may_be_known_of_the_scene() {
    assertThat(
            canary.findIn(
                utf8("wxc-sample-0001 SCHOOL-102345 larkfield-dsl 2026-05-05T07:30:00Z R3 WXC")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void finds_nothing_in_noise(long seed) {
    byte[] noise = new byte[500_000];
    new Random(seed).nextBytes(noise);

    assertThat(canary.findIn(noise)).isEmpty();
    assertThat(canary.findIn(Base64.getEncoder().encode(noise))).isEmpty();
    assertThat(canary.findIn(utf8(HexFormat.of().formatHex(noise)))).isEmpty();
  }

  @Test
  void refuses_a_text_too_short_to_hunt_for() {
    assertThat(Canary.of(child("Wrenny")).fields()).containsExactly("/givenNames");
    assertThatThrownBy(() -> Canary.of(child("Wrenn")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a personal text is too short to be hunted for");
  }

  @Test
  void refuses_to_hunt_for_nothing() {
    assertThatThrownBy(() -> Canary.of(child("UNKNOWN")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a report without anything personal hides nothing");
  }

  private static Content.Group child(String givenNames) {
    return new Content.Group(Map.of("givenNames", new Content.Text(givenNames)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
