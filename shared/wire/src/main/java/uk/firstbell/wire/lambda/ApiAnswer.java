package uk.firstbell.wire.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.wire.json.ContentJson;

/**
 * An HTTP answer as API Gateway takes it (REST API, proxy integration). Every answer says that its
 * type may not be guessed at, and that it may not be stored, unless it is {@link #immutable}.
 *
 * @param headers by name, as sent; {@code Cache-Control} and {@code X-Content-Type-Options} are
 *     always ours
 * @param body the bytes to send, possibly none; not copied
 */
public record ApiAnswer(int status, Map<String, String> headers, byte[] body) {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final Pattern PROBLEM = Pattern.compile("[a-z][a-z0-9-]{0,60}");

  public ApiAnswer {
    var all = new TreeMap<>(headers);
    all.put(CACHE_CONTROL, FOR_EVER.equals(all.get(CACHE_CONTROL)) ? FOR_EVER : "no-store");
    all.put("X-Content-Type-Options", "nosniff");
    headers = Collections.unmodifiableMap(all);
  }

  /** Bytes of a media type. */
  public static ApiAnswer of(int status, String contentType, byte[] body) {
    return new ApiAnswer(status, Map.of(CONTENT_TYPE, contentType), body);
  }

  public static ApiAnswer json(int status, Content content) {
    return of(status, "application/json", ContentJson.bytes(content));
  }

  /** No body at all: 204. */
  public static ApiAnswer nothing() {
    return new ApiAnswer(204, Map.of(), new byte[0]);
  }

  /**
   * A problem (RFC 9457).
   *
   * @param type its name, for example {@code not-found}; sent as {@code
   *     urn:firstbell:problem:not-found}
   * @param title a constant sentence for that type; nothing of the request
   */
  public static ApiAnswer problem(int status, String type, String title) {
    return problem(status, problemOf(status, type, title));
  }

  /** A problem that lists faults, each with its JSON pointer, code and detail. */
  public static ApiAnswer faults(int status, String type, String title, List<Fault> faults) {
    List<Content> errors = faults.stream().map(ApiAnswer::error).toList();
    return problem(
        status, problemOf(status, type, title).with("errors", new Content.Items(errors)));
  }

  private static ApiAnswer problem(int status, Content problem) {
    return of(status, "application/problem+json", ContentJson.bytes(problem));
  }

  private static Content.Group problemOf(int status, String type, String title) {
    if (!PROBLEM.matcher(type).matches()) {
      throw new IllegalArgumentException("a problem is named in lower case");
    }
    return new Content.Group(
        Map.of(
            "type", new Content.Text("urn:firstbell:problem:" + type),
            "title", new Content.Text(title),
            "status", new Content.Whole(status)));
  }

  private static Content error(Fault fault) {
    return new Content.Group(
        Map.of(
            "pointer", new Content.Text(fault.pointer()),
            "code", new Content.Text(fault.code()),
            "detail", new Content.Text(fault.detail())));
  }

  /**
   * The same answer, that anybody may keep for ever: it is the same for everybody, holds nothing of
   * anybody, and another content would have another address.
   */
  public ApiAnswer immutable() {
    return with(CACHE_CONTROL, FOR_EVER);
  }

  /** The same answer with one more header. */
  public ApiAnswer with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new ApiAnswer(status, more, body);
  }

  /** Writes the answer's JSON; a body that is not text, or is encoded, goes in base64. */
  public void writeTo(OutputStream answer) throws IOException {
    boolean text = body.length == 0 || isText(headers);
    var named = new TreeMap<String, Content>();
    headers.forEach((name, value) -> named.put(name, new Content.Text(value)));
    answer.write(
        ContentJson.bytes(
            new Content.Group(
                Map.of(
                    "statusCode", new Content.Whole(status),
                    "headers", new Content.Group(named),
                    "body", new Content.Text(text ? new String(body, UTF_8) : base64(body)),
                    "isBase64Encoded", new Content.Truth(!text)))));
  }

  private static boolean isText(Map<String, String> headers) {
    if (headers.containsKey("Content-Encoding")) {
      return false;
    }
    String type =
        headers.getOrDefault(CONTENT_TYPE, "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/") || type.equals("application/json") || type.endsWith("+json");
  }

  private static String base64(byte[] body) {
    return Base64.getEncoder().encodeToString(body);
  }
}
