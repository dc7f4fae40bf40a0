package uk.firstbell.sealing.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Parser;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SenderKey.Algorithm;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.sealing.keys.P256;

/**
 * A force's request whose signature is written by hand, so that a test can sign what our own signer
 * never would. Says everything right until told otherwise.
 */
final class Draft {
  static final Instant NOW = Instant.parse("2026-05-01T21:40:00Z");
  static final String AUTHORITY = "api.firstbell.example";
  static final String KEY_ID = "force-key-1";
  static final byte[] BODY = "{\"reference\":\"TEST-1\"}".getBytes(UTF_8);

  private static final KeyPair P256_PAIR = P256.keyPair(new SecureRandom());
  private static final KeyPair ED25519_PAIR = ed25519();

  private String components =
      "\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\"";
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private String authority = AUTHORITY;
  private String query = "?";
  private String digest = ContentDigest.of(BODY);

  Draft() {
    lives(NOW.getEpochSecond() - 10, NOW.getEpochSecond() + 50);
    parameters.put("nonce", "\"n-1\"");
    parameters.put("keyid", '"' + KEY_ID + '"');
    parameters.put("tag", "\"firstbell\"");
  }

  static KeyPair pair(Algorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> ED25519_PAIR;
      case ECDSA_P256_SHA256 -> P256_PAIR;
    };
  }

  /** The key that drafts are signed with, valid for a day on either side of now. */
  static SenderKey key(Algorithm algorithm) {
    return new SenderKey(
        KEY_ID,
        new ForceCode("ZZ99"),
        algorithm,
        pair(algorithm).getPublic().getEncoded(),
        Set.of("UNIT1"),
        Set.of("da.v1"),
        NOW.minusSeconds(86_400),
        NOW.plusSeconds(86_400));
  }

  /** What is sent and not yet signed. */
  static SignedRequest unsigned() {
    return new SignedRequest(
        "POST",
        AUTHORITY,
        "/v1/notifications",
        "?",
        Map.of("Content-Type", List.of("application/json")),
        BODY);
  }

  Draft covers(String identifiers) {
    components = identifiers;
    return this;
  }

  Draft alsoCovers(String identifier) {
    return covers(components + ' ' + identifier);
  }

  Draft lives(long created, long expires) {
    return says("created", Long.toString(created)).says("expires", Long.toString(expires));
  }

  /** Sets a signature parameter to a structured field's text. */
  Draft says(String parameter, String text) {
    parameters.put(parameter, text);
    return this;
  }

  Draft omits(String parameter) {
    parameters.remove(parameter);
    return this;
  }

  Draft digest(String field) {
    digest = field;
    return this;
  }

  Draft authority(String asSent) {
    authority = asSent;
    return this;
  }

  Draft query(String asSent) {
    query = asSent;
    return this;
  }

  SignedRequest signed(Algorithm algorithm) {
    var covered = new StringBuilder("(").append(components).append(')');
    parameters.forEach((name, text) -> covered.append(';').append(name).append('=').append(text));
    InnerList input = Parser.parseInnerList(covered.toString());
    byte[] base =
        SignatureBase.of(input, new RequestComponents(sent(Map.of()))).orElse(new byte[0]);
    byte[] signature = Algorithms.sign(algorithm, pair(algorithm).getPrivate(), base);
    return sent(
        Map.of(
            "signature-input",
            List.of("sig1=" + covered),
            "signature",
            List.of("sig1=:" + Base64.getEncoder().encodeToString(signature) + ":")));
  }

  private SignedRequest sent(Map<String, List<String>> more) {
    var headers = new TreeMap<>(more);
    headers.put("content-digest", List.of(digest));
    headers.put("content-type", List.of("application/json"));
    headers.put("date", List.of("Fri, 01 May 2026 21:40:00 GMT"));
    return new SignedRequest("POST", authority, "/v1/notifications", query, headers, BODY);
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot make Ed25519 keys", e);
    }
  }
}
