package uk.firstbell.sealing.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;
import uk.firstbell.domain.intake.SignedRequest;

/**
 * The components of a request (RFC 9421, sections 2.1 and 2.2). Of the derived ones those that need
 * no knowledge of scheme or target form; of the fields all, but only whole: the component
 * parameters {@code sf}, {@code key}, {@code bs}, {@code tr} and {@code req} give no value.
 */
record RequestComponents(SignedRequest request) implements SignatureBase.Components {
  private static final String DEFAULT_PORT = ":443";

  @Override
  public Optional<String> valueOf(StringItem identifier) {
    String name = identifier.get();
    if (name.equals("@query-param")) {
      return queryParameter(identifier.getParams());
    }
    if (!identifier.getParams().isEmpty()) {
      return Optional.empty();
    }
    return switch (name) {
      case "@method" -> Optional.of(request.method());
      case "@authority" -> Optional.of(authority());
      case "@path" -> Optional.of(request.path());
      case "@query" -> Optional.of(request.query());
      default -> field(name);
    };
  }

  /** Section 2.2.3: lower case, and without the default port of HTTPS. */
  String authority() {
    String lower = request.authority().toLowerCase(Locale.ROOT);
    return lower.endsWith(DEFAULT_PORT)
        ? lower.substring(0, lower.length() - DEFAULT_PORT.length())
        : lower;
  }

  /** Section 2.1. Names that start with {@code @} are never field names, so they find nothing. */
  private Optional<String> field(String name) {
    List<String> values = request.header(name);
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.stream().map(String::strip).collect(Collectors.joining(", ")));
  }

  /** Section 2.2.8: decoded as a form, encoded again, and only if the name occurs once. */
  private Optional<String> queryParameter(Parameters parameters) {
    if (parameters.size() != 1 || !(parameters.get("name") instanceof StringItem wanted)) {
      return Optional.empty();
    }
    var found = new ArrayList<String>();
    try {
      for (String pair : request.query().substring(1).split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (encodedAgain(name).equals(wanted.get())) {
          found.add(encodedAgain(equals < 0 ? "" : pair.substring(equals + 1)));
        }
      }
    } catch (IllegalArgumentException notPercentEncoded) {
      return Optional.empty();
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static String encodedAgain(String text) {
    return URLEncoder.encode(URLDecoder.decode(text, UTF_8), UTF_8).replace("+", "%20");
  }
}
