package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The first half of signing in, as a browser does it: a code of the sample sign-in. */
record CodeFlow(HttpClient http, String issuer, String redirect) {
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  /** What the page asks with. */
  Map<String, String> request() {
    return new TreeMap<>(
        Map.of(
            "response_type", "code",
            "client_id", "firstbell",
            "redirect_uri", redirect,
            "state", "s-1",
            "nonce", "n-1",
            "code_challenge", Codes.challenge(VERIFIER),
            "code_challenge_method", "S256"));
  }

  /** The code that is sent back once {@code person} was chosen. */
  String codeOf(String person) throws IOException, InterruptedException {
    Map<String, String> asked = request();
    asked.put("person", person);
    var address = URI.create(issuer + "/authorize?" + Forms.encoded(asked));
    var sent = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
    assertThat(sent.statusCode()).isEqualTo(302);
    String location = sent.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(redirect + "?").contains("state=s-1");
    return Pattern.compile("code=([^&]+)")
        .matcher(location)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  /** What whoever redeems it sends, but for who they are. */
  Map<String, String> redemption(String code, String verifier) {
    return Map.of(
        "grant_type", "authorization_code",
        "code", code,
        "redirect_uri", redirect,
        "client_id", "firstbell",
        "code_verifier", verifier);
  }
}
