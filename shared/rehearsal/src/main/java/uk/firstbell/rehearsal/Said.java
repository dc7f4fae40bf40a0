package uk.firstbell.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/** An HTTP answer, as API Gateway would send what a handler wrote. */
public record Said(int status, Content.Group headers, byte[] body) {

  /** Reads what a handler wrote; anything else is a failure of the test. */
  public static Said read(byte[] written) {
    Content.Group answer = group(written);
    String body = answer.text("body").orElseThrow();
    return new Said(
        Math.toIntExact(answer.whole("statusCode").orElseThrow()),
        answer.group("headers").orElseThrow(),
        answer.is("isBase64Encoded")
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8));
  }

  public String header(String name) {
    return headers.text(name).orElse("");
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as the one JSON object that it is. */
  public Content.Group json() {
    return group(body);
  }

  private static Content.Group group(byte[] bytes) {
    if (ContentJson.read(bytes, bytes.length)
        instanceof ContentJson.Reading.Understood(Content.Group group)) {
      return group;
    }
    throw new IllegalStateException("that is not one JSON object");
  }
}
