package uk.firstbell.sealing.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.domain.intake.SenderKey.Algorithm.ECDSA_P256_SHA256;
import static uk.firstbell.domain.intake.SenderKey.Algorithm.ED25519;
import static uk.firstbell.domain.intake.SignatureProof.Reason.COMPONENT_MISSING;
import static uk.firstbell.domain.intake.SignatureProof.Reason.DIGEST_DIFFERS;
import static uk.firstbell.domain.intake.SignatureProof.Reason.EXPIRED;
import static uk.firstbell.domain.intake.SignatureProof.Reason.KEY_OUT_OF_DATE;
import static uk.firstbell.domain.intake.SignatureProof.Reason.MALFORMED;
import static uk.firstbell.domain.intake.SignatureProof.Reason.NOT_SIGNED;
import static uk.firstbell.domain.intake.SignatureProof.Reason.NOT_YET_CREATED;
import static uk.firstbell.domain.intake.SignatureProof.Reason.OTHER_AUTHORITY;
import static uk.firstbell.domain.intake.SignatureProof.Reason.SIGNATURE_DIFFERS;
import static uk.firstbell.domain.intake.SignatureProof.Reason.UNKNOWN_KEY;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SenderKey.Algorithm;
import uk.firstbell.domain.intake.SenderKeys;
import uk.firstbell.domain.intake.SignatureProof.Proof;
import uk.firstbell.domain.intake.SignatureProof.Reason;
import uk.firstbell.domain.intake.SignedRequest;

final class HttpSignatureProofTest {
  private static final long NOW = Draft.NOW.getEpochSecond();
  private static final SenderKey KEY = Draft.key(ED25519);

  private final HttpSignatureProof proof = proofWith(KEY);

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void proves_what_our_own_signer_signed_and_says_by_which_key(Algorithm algorithm) {
    SenderKey key = Draft.key(algorithm);
    var signer = new HttpSigner(Draft.KEY_ID, algorithm, Draft.pair(algorithm).getPrivate());
    Map<String, String> added =
        signer.sign(Draft.unsigned(), Draft.NOW, Draft.NOW.plusSeconds(60), "n-1");

    assertThat(proofWith(key).prove(with(Draft.unsigned(), added), Draft.NOW))
        .isEqualTo(new Proof.Proved(key));
    assertThat(added.keySet()).containsExactly("Content-Digest", "Signature-Input", "Signature");
    assertThat(added.get("Signature-Input"))
        .isEqualTo(
            "firstbell=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\""
                + " \"content-type\");created=1777671600;expires=1777671660;nonce=\"n-1\""
                + ";keyid=\"force-key-1\";tag=\"firstbell\"");
  }

  @Test
  void the_signer_refuses_a_request_without_a_content_type() {
    var signer = new HttpSigner(Draft.KEY_ID, ED25519, Draft.pair(ED25519).getPrivate());
    var bare = new SignedRequest("POST", Draft.AUTHORITY, "/", "?", Map.of(), Draft.BODY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign(bare, Draft.NOW, Draft.NOW.plusSeconds(60), "n-1"))
        .withMessage("a request cannot be signed as it is");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("alterations")
  void refuses_a_request_altered_after_it_was_signed(
      String what, Reason reason, UnaryOperator<SignedRequest> alteration) {
    for (Algorithm algorithm : Algorithm.values()) {
      HttpSignatureProof algorithmsProof = proofWith(Draft.key(algorithm));
      SignedRequest request = new Draft().signed(algorithm);

      assertThat(algorithmsProof.prove(alteration.apply(request), Draft.NOW))
          .as(what)
          .isEqualTo(new Proof.Unproved(reason));
      assertThat(algorithmsProof.prove(request, Draft.NOW)).isInstanceOf(Proof.Proved.class);
    }
  }

  static Stream<Arguments> alterations() {
    String otherDigest = ContentDigest.of("{}".getBytes(UTF_8));
    return Stream.of(
        altered("method", SIGNATURE_DIFFERS, r -> request("PUT", r.authority(), r.path(), r)),
        altered(
            "authority", OTHER_AUTHORITY, r -> request(r.method(), "other.example", r.path(), r)),
        altered(
            "path",
            SIGNATURE_DIFFERS,
            r -> request(r.method(), r.authority(), "/v1/notifications/", r)),
        altered(
            "query",
            SIGNATURE_DIFFERS,
            r ->
                new SignedRequest(
                    r.method(), r.authority(), r.path(), "?a=b", r.headers(), r.body())),
        altered("body", DIGEST_DIFFERS, r -> body(r, "{}")),
        altered("digest", DIGEST_DIFFERS, r -> header(r, "content-digest", otherDigest)),
        altered(
            "body and digest",
            SIGNATURE_DIFFERS,
            r -> body(header(r, "content-digest", otherDigest), "{}")),
        altered("content type", SIGNATURE_DIFFERS, r -> header(r, "content-type", "text/plain")),
        altered("no content type", COMPONENT_MISSING, r -> header(r, "content-type")),
        altered("no digest", COMPONENT_MISSING, r -> header(r, "content-digest")),
        altered("digest not a dictionary", MALFORMED, r -> header(r, "content-digest", "???")),
        altered(
            "digest by an unknown algorithm only",
            MALFORMED,
            r -> header(r, "content-digest", "md5=:AAAA:")),
        altered("digest no bytes", MALFORMED, r -> header(r, "content-digest", "sha-256=\"AAAA\"")),
        altered("no signature", NOT_SIGNED, r -> header(r, "signature")),
        altered("no signature input", NOT_SIGNED, r -> header(r, "signature-input")),
        altered("empty signature", SIGNATURE_DIFFERS, r -> header(r, "signature", "sig1=::")),
        altered(
            "zero signature",
            SIGNATURE_DIFFERS,
            r -> header(r, "signature", "sig1=:" + "A".repeat(86) + "==:")),
        altered("signature no bytes", MALFORMED, r -> header(r, "signature", "sig1=1")),
        altered("signature not a dictionary", MALFORMED, r -> header(r, "signature", "=")),
        altered(
            "signature under another label",
            MALFORMED,
            r -> header(r, "signature", r.header("signature").getFirst().replace("sig1", "sig2"))),
        altered("signature twice", MALFORMED, r -> twice(r, "signature")),
        altered("signature input twice", MALFORMED, r -> twice(r, "signature-input")),
        altered("content type twice", MALFORMED, r -> twice(r, "content-type")),
        altered("digest twice", MALFORMED, r -> twice(r, "content-digest")),
        altered(
            "two signatures for us",
            MALFORMED,
            r ->
                header(
                    r,
                    "signature-input",
                    r.header("signature-input").getFirst() + ", b=();tag=\"firstbell\"")),
        altered(
            "an item instead of a list",
            MALFORMED,
            r -> header(r, "signature-input", "sig1=1;tag=\"firstbell\"")),
        altered(
            "too long", MALFORMED, r -> header(r, "signature-input", "sig1=" + " ".repeat(8_188))),
        altered(
            "parameter",
            SIGNATURE_DIFFERS,
            r ->
                header(
                    r,
                    "signature-input",
                    r.header("signature-input").getFirst().replace("\"n-1\"", "\"n-2\""))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"@method\"",
        "\"@authority\"",
        "\"@path\"",
        "\"@query\"",
        "\"content-digest\"",
        "\"content-type\""
      })
  void refuses_a_signature_that_leaves_a_required_component_out(String component) {
    String all =
        String.join(" ", SignatureClaim.REQUIRED.stream().map(n -> '"' + n + '"').toList());
    assertThat(all).contains(component);

    String rest = all.replace(component, "").strip().replace("  ", " ");

    refuses(new Draft().covers(rest), COMPONENT_MISSING);
    proves(new Draft().covers(rest + ' ' + component));
  }

  @ParameterizedTest
  @ValueSource(strings = {"created", "expires", "nonce", "keyid"})
  void refuses_a_signature_that_leaves_a_required_parameter_out(String parameter) {
    refuses(new Draft().omits(parameter), COMPONENT_MISSING);
    proves(new Draft());
  }

  @ParameterizedTest
  @CsvSource({
    "created,\"soon\"",
    "created,1.5",
    "expires,token",
    "nonce,1",
    "nonce,\"\"",
    "keyid,token",
    "keyid,\"\"",
    "alg,token"
  })
  void refuses_a_parameter_of_the_wrong_type(String parameter, String text) {
    refuses(new Draft().says(parameter, text), MALFORMED);
    proves(new Draft());
  }

  @Test
  void takes_key_ids_and_nonces_of_128_characters_and_not_one_more() {
    String longest = "\"" + "k".repeat(128) + "\"";
    String longer = "\"" + "k".repeat(129) + "\"";

    proves(new Draft().says("nonce", longest));
    refuses(new Draft().says("nonce", longer), MALFORMED);
    refuses(new Draft().says("keyid", longest), UNKNOWN_KEY);
    refuses(new Draft().says("keyid", longer), MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Firstbell\"", "\"other\"", "firstbell"})
  void passes_over_a_signature_that_is_not_tagged_for_the_gateway(String tag) {
    refuses(new Draft().says("tag", tag), NOT_SIGNED);
    refuses(new Draft().omits("tag"), NOT_SIGNED);
    proves(new Draft().says("tag", "\"firstbell\""));
  }

  @Test
  void proves_its_own_signature_beside_one_that_is_not_for_it() {
    SignedRequest request = new Draft().signed(ED25519);
    String input = request.header("signature-input").getFirst();
    String signature = request.header("signature").getFirst();

    SignedRequest both =
        header(
            header(request, "signature-input", "proxy=(\"@method\");tag=\"proxy\", " + input),
            "signature",
            signature + ", proxy=:AAAA:");

    assertThat(proof.prove(both, Draft.NOW)).isEqualTo(new Proof.Proved(KEY));
  }

  @Test
  void proves_further_components_that_it_can_compute() {
    proves(new Draft().alsoCovers("\"date\""));
    proves(new Draft().query("?Pet=dog").alsoCovers("\"@query-param\";name=\"Pet\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"@target-uri\"",
        "\"@status\"",
        "\"@signature-params\"",
        "\"@query-param\"",
        "\"@query-param\";name=\"Pet\"",
        "\"x-absent\"",
        "\"Date\"",
        "\"date\";sf",
        "\"@method\";req",
        "\"@method\"",
        "date"
      })
  void refuses_a_component_that_it_cannot_compute_or_that_is_repeated(String identifier) {
    refuses(new Draft().alsoCovers(identifier), MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?Pet=dog&Pet=cat", "?%zz=1", "?pet=dog"})
  void refuses_a_query_parameter_that_is_not_there_exactly_once(String query) {
    refuses(new Draft().query(query).alsoCovers("\"@query-param\";name=\"Pet\""), MALFORMED);
    proves(new Draft().query("?a=b&Pet=dog").alsoCovers("\"@query-param\";name=\"Pet\""));
  }

  @Test
  void refuses_a_covered_field_that_could_pass_for_two_lines() {
    SignedRequest request = new Draft().alsoCovers("\"date\"").signed(ED25519);

    assertThat(proof.prove(header(request, "date", "today\n\"@path\": /"), Draft.NOW))
        .isEqualTo(new Proof.Unproved(MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"API.Firstbell.example", "api.firstbell.example:443", "API.firstbell.example:443"})
  void knows_its_authority_however_it_is_written(String asSent) {
    proves(new Draft().authority(asSent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"api.firstbell.example:8443", "api.firstbell.example.", "firstbell.example", ""})
  void refuses_a_request_signed_for_another_authority(String asSent) {
    refuses(new Draft().authority(asSent), OTHER_AUTHORITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"API.firstbell.example", "api.firstbell.example:443"})
  void is_told_its_own_authority_in_the_form_it_compares(String authority) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new HttpSignatureProof(
                _ -> Optional.of(KEY), authority, HttpSignatureProof.Policy.DEFAULT))
        .withMessage("an authority is lower case, without a default port");
  }

  @Test
  void refuses_a_key_that_nobody_registered() {
    refuses(new Draft().says("keyid", "\"force-key-2\""), UNKNOWN_KEY);
    proves(new Draft().says("keyid", "\"force-key-1\""));
  }

  @Test
  void refuses_an_algorithm_that_is_not_the_registered_keys() {
    refuses(new Draft().says("alg", "\"ecdsa-p256-sha256\""), UNKNOWN_KEY);
    refuses(new Draft().says("alg", "\"hmac-sha256\""), UNKNOWN_KEY);
    proves(new Draft().says("alg", "\"ed25519\""));
  }

  @Test
  void refuses_a_signature_by_another_key_than_the_registered_one() {
    SignedRequest request = new Draft().signed(ECDSA_P256_SHA256);

    assertThat(proof.prove(request, Draft.NOW)).isEqualTo(new Proof.Unproved(SIGNATURE_DIFFERS));
    assertThat(proofWith(Draft.key(ECDSA_P256_SHA256)).prove(request, Draft.NOW))
        .isInstanceOf(Proof.Proved.class);
  }

  @Test
  void takes_a_key_from_its_first_instant_until_before_its_last() {
    takesKeyValid(Draft.NOW, Draft.NOW.plusNanos(1));
    refusesKeyValid(Draft.NOW.plusNanos(1), Draft.NOW.plusSeconds(1));
    refusesKeyValid(Draft.NOW.minusSeconds(1), Draft.NOW);
  }

  @Test
  void takes_a_signature_until_before_the_instant_it_expires() {
    SignedRequest request = new Draft().lives(NOW - 60, NOW).signed(ED25519);

    assertThat(proof.prove(request, Draft.NOW)).isEqualTo(new Proof.Unproved(EXPIRED));
    assertThat(proof.prove(request, Draft.NOW.minusNanos(1))).isInstanceOf(Proof.Proved.class);
  }

  @Test
  void allows_five_minutes_of_clock_skew_and_not_a_second_more() {
    proves(new Draft().lives(NOW + 300, NOW + 310));
    refuses(new Draft().lives(NOW + 301, NOW + 311), NOT_YET_CREATED);
  }

  @Test
  void allows_ten_minutes_of_validity_and_not_a_second_more() {
    proves(new Draft().lives(NOW - 10, NOW + 590));
    refuses(new Draft().lives(NOW - 10, NOW + 591), MALFORMED);
  }

  @Test
  void refuses_a_signature_that_expires_no_later_than_it_was_created() {
    refuses(new Draft().lives(NOW + 10, NOW + 10), MALFORMED);
    proves(new Draft().lives(NOW + 10, NOW + 11));
    refuses(new Draft().lives(-999_999_999_999_999L, 999_999_999_999_999L), MALFORMED);
  }

  @Test
  void takes_every_digest_it_knows_and_believes_none_that_is_wrong() {
    String right256 = ContentDigest.of(Draft.BODY);
    String right512 =
        "sha-512=:lKzgygGH8rbjCu+0PqFCkbIt64wOUFjFyrbVWWo3nTVQoirRgkyOe+pMWjC5/5i9XIwwRKQZJXgC/a/weOt"
            + "WsA==:";
    String wrong512 = "sha-512=:" + "A".repeat(86) + "==:";

    proves(new Draft().digest(right512));
    proves(new Draft().digest(right256 + ", " + right512));
    proves(new Draft().digest("md5=:AAAA:, " + right256));
    refuses(new Draft().digest(right256 + ", " + wrong512), DIGEST_DIFFERS);
  }

  /** Seeded, so that a failure can be repeated. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void answers_whatever_a_stranger_writes_into_the_fields(long seed) {
    var random = new Random(seed);
    SignedRequest request = new Draft().alsoCovers("\"date\"").signed(ED25519);
    List<String> fields =
        List.of("signature-input", "signature", "content-digest", "content-type", "date");

    for (int i = 0; i < 1_000; i++) {
      String field = fields.get(random.nextInt(fields.size()));
      SignedRequest broken = header(request, field, mangled(request.header(field), random));

      assertThatCode(() -> proof.prove(broken, Draft.NOW))
          .as("%s", broken)
          .doesNotThrowAnyException();
    }
  }

  private static String mangled(List<String> lines, Random random) {
    var text = new StringBuilder(lines.getFirst());
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(text.length());
      char written = (char) (random.nextInt(10) == 0 ? random.nextInt(0x300) : random.nextInt(128));
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, written);
        case 1 -> text.insert(at, written);
        default -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
      }
      if (text.isEmpty()) {
        text.append('x');
      }
    }
    return text.toString();
  }

  private void proves(Draft draft) {
    assertThat(proof.prove(draft.signed(ED25519), Draft.NOW)).isEqualTo(new Proof.Proved(KEY));
  }

  private void refuses(Draft draft, Reason reason) {
    assertThat(proof.prove(draft.signed(ED25519), Draft.NOW)).isEqualTo(new Proof.Unproved(reason));
  }

  private static void takesKeyValid(Instant from, Instant until) {
    assertThat(proofWith(valid(from, until)).prove(new Draft().signed(ED25519), Draft.NOW))
        .isInstanceOf(Proof.Proved.class);
  }

  private static void refusesKeyValid(Instant from, Instant until) {
    assertThat(proofWith(valid(from, until)).prove(new Draft().signed(ED25519), Draft.NOW))
        .isEqualTo(new Proof.Unproved(KEY_OUT_OF_DATE));
  }

  private static SenderKey valid(Instant from, Instant until) {
    return new SenderKey(
        KEY.keyId(),
        KEY.force(),
        KEY.algorithm(),
        KEY.publicKey(),
        KEY.units(),
        KEY.messageTypes(),
        from,
        until);
  }

  private static HttpSignatureProof proofWith(SenderKey key) {
    SenderKeys keys = keyId -> Optional.of(key).filter(known -> known.keyId().equals(keyId));
    return new HttpSignatureProof(keys, Draft.AUTHORITY, HttpSignatureProof.Policy.DEFAULT);
  }

  private static Arguments altered(
      String what, Reason reason, UnaryOperator<SignedRequest> alteration) {
    return Arguments.of(what, reason, alteration);
  }

  private static SignedRequest request(
      String method, String authority, String path, SignedRequest rest) {
    return new SignedRequest(method, authority, path, rest.query(), rest.headers(), rest.body());
  }

  private static SignedRequest body(SignedRequest request, String body) {
    return new SignedRequest(
        request.method(),
        request.authority(),
        request.path(),
        request.query(),
        request.headers(),
        body.getBytes(UTF_8));
  }

  private static SignedRequest twice(SignedRequest request, String name) {
    String value = request.header(name).getFirst();
    return header(request, name, value, value);
  }

  private static SignedRequest header(SignedRequest request, String name, String... values) {
    var headers = new HashMap<>(request.headers());
    headers.put(name, List.of(values));
    return new SignedRequest(
        request.method(),
        request.authority(),
        request.path(),
        request.query(),
        headers,
        request.body());
  }

  private static SignedRequest with(SignedRequest request, Map<String, String> added) {
    SignedRequest result = request;
    for (var entry : added.entrySet()) {
      var headers = new HashMap<>(result.headers());
      headers.put(entry.getKey(), List.of(entry.getValue()));
      result =
          new SignedRequest(
              result.method(),
              result.authority(),
              result.path(),
              result.query(),
              headers,
              result.body());
    }
    return result;
  }
}
