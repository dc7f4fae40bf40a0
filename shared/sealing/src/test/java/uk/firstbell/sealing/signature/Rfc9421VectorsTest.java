package uk.firstbell.sealing.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.domain.intake.SenderKey.Algorithm.ECDSA_P256_SHA256;
import static uk.firstbell.domain.intake.SenderKey.Algorithm.ED25519;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.sealing.keys.Pem;

/** The examples of RFC 9421, appendix B.2, from {@code events/vectors/http-signatures}. */
final class Rfc9421VectorsTest {
  private static final Path VECTORS = Path.of("..", "..", "events", "vectors", "http-signatures");

  @Test
  void finds_the_six_examples() throws IOException {
    try (Stream<Path> folders = Files.list(VECTORS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .contains("b.2.1", "b.2.2", "b.2.3", "b.2.4", "b.2.5", "b.2.6");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.2.1", "b.2.2", "b.2.3", "b.2.5", "b.2.6"})
  void builds_the_base_of_each_request(String example) throws IOException {
    var request = new RequestComponents(request());

    assertThat(SignatureBase.of(input(example), request)).hasValue(base(example));
  }

  @Test
  void builds_the_base_of_the_response() throws IOException {
    Map<String, List<String>> fields = head("test-response.http");
    SignatureBase.Components response =
        identifier ->
            identifier.get().equals("@status")
                ? Optional.of("200")
                : Optional.of(String.join(", ", fields.getOrDefault(identifier.get(), List.of())));

    assertThat(SignatureBase.of(input("b.2.4"), response)).hasValue(base("b.2.4"));
  }

  @Test
  void verifies_the_examples_in_our_two_algorithms_and_neither_over_another_base()
      throws IOException, InvalidKeyException {
    byte[] p256 = key("test-key-ecc-p256");
    byte[] ed25519 = key("test-key-ed25519");

    assertThat(verifies(ECDSA_P256_SHA256, p256, "b.2.4", base("b.2.4"))).isTrue();
    assertThat(verifies(ECDSA_P256_SHA256, p256, "b.2.4", base("b.2.6"))).isFalse();
    assertThat(verifies(ED25519, ed25519, "b.2.6", base("b.2.6"))).isTrue();
    assertThat(verifies(ED25519, ed25519, "b.2.6", base("b.2.4"))).isFalse();
  }

  /** Not an algorithm of ours, but it shows that the bases are those the RFC signed. */
  @ParameterizedTest
  @ValueSource(strings = {"b.2.1", "b.2.2", "b.2.3"})
  void the_examples_in_rsa_pss_verify_over_their_bases(String example)
      throws IOException, GeneralSecurityException {
    var pss = Signature.getInstance("RSASSA-PSS");
    pss.setParameter(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
    pss.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(key("test-key-rsa-pss"))));
    pss.update(base(example));

    assertThat(pss.verify(signature(example))).isTrue();
  }

  @Test
  void the_example_in_hmac_verifies_over_its_base() throws IOException, GeneralSecurityException {
    byte[] secret = Base64.getDecoder().decode(text("keys/test-shared-secret.txt").strip());
    var hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(secret, "HmacSHA256"));

    assertThat(hmac.doFinal(base("b.2.5"))).isEqualTo(signature("b.2.5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"test-request.http", "test-response.http"})
  void the_content_digests_are_right_for_the_bodies(String message) throws IOException {
    String digest = requireNonNull(head(message).get("content-digest")).getFirst();

    assertThat(ContentDigest.fault(digest, body(message))).isEmpty();
  }

  private static boolean verifies(
      SenderKey.Algorithm algorithm, byte[] key, String example, byte[] base) throws IOException {
    return Algorithms.verifies(algorithm, key, base, signature(example));
  }

  private static SignedRequest request() throws IOException {
    return new SignedRequest(
        "POST",
        "example.com",
        "/foo",
        "?param=Value&Pet=dog",
        head("test-request.http"),
        body("test-request.http"));
  }

  private static Map<String, List<String>> head(String message) throws IOException {
    var fields = new TreeMap<String, List<String>>();
    text(message)
        .split("\n\n", 2)[0]
        .lines()
        .skip(1)
        .map(line -> line.split(": ", 2))
        .forEach(field ->
            fields
                .computeIfAbsent(field[0].toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .add(field[1]));
    return fields;
  }

  private static byte[] body(String message) throws IOException {
    return text(message).split("\n\n", 2)[1].getBytes(UTF_8);
  }

  private static InnerList input(String example) throws IOException {
    String field = text(example + "/signature-input.txt").strip();
    return (InnerList) member(field, example);
  }

  private static byte[] signature(String example) throws IOException {
    String field = text(example + "/signature.txt").strip();
    return ContentDigest.bytes((ByteSequenceItem) member(field, example));
  }

  private static ListElement<?> member(String field, String example) {
    String label = "sig-" + example.replace(".", "");
    return requireNonNull(Parser.parseDictionary(field).get().get(label));
  }

  private static byte[] base(String example) throws IOException {
    return text(example + "/signature-base.txt").getBytes(US_ASCII);
  }

  private static byte[] key(String name) throws IOException, InvalidKeyException {
    return Pem.decode("PUBLIC KEY", text("keys/" + name + ".pem"));
  }

  private static String text(String file) throws IOException {
    return Files.readString(VECTORS.resolve(file), UTF_8);
  }
}
