package uk.firstbell.sealing.signature;

import static uk.firstbell.domain.intake.SignatureProof.Reason.COMPONENT_MISSING;
import static uk.firstbell.domain.intake.SignatureProof.Reason.MALFORMED;
import static uk.firstbell.domain.intake.SignatureProof.Reason.NOT_SIGNED;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;
import uk.firstbell.domain.intake.SignatureProof.Reason;
import uk.firstbell.domain.intake.SignedRequest;

/**
 * What a request says about its own signature, read but not believed.
 *
 * @param covered the components it covers, with its parameters
 * @param algorithm as the request names it, if it does
 * @param contentDigest the value of the {@code Content-Digest} field
 */
record SignatureClaim(
    InnerList covered,
    byte[] signature,
    Instant created,
    Instant expires,
    String keyId,
    Optional<String> algorithm,
    String contentDigest) {

  /** What every signature for the gateway says it is for. */
  static final String TAG = "firstbell";

  /** What every signature for the gateway covers (design, section 7); more is allowed. */
  static final List<String> REQUIRED =
      List.of("@method", "@authority", "@path", "@query", "content-digest", "content-type");

  private static final int FIELD_CHARS_MAX = 8_192;
  private static final int TEXT_CHARS_MAX = 128;

  /** What reading came to. */
  sealed interface Reading {
    record Read(SignatureClaim claim) implements Reading {}

    record Unreadable(Reason reason) implements Reading {}
  }

  /** Reads the one signature that is tagged for the gateway; others are none of our business. */
  static Reading in(SignedRequest request) {
    if (request.header("signature-input").isEmpty() || request.header("signature").isEmpty()) {
      return new Reading.Unreadable(NOT_SIGNED);
    }
    for (String field : List.of("signature-input", "signature", "content-digest", "content-type")) {
      if (!onceAndShort(request.header(field))) {
        return new Reading.Unreadable(MALFORMED);
      }
    }
    try {
      return tagged(request);
    } catch (ParseException e) {
      return new Reading.Unreadable(MALFORMED);
    }
  }

  /** A field on several lines is legal but ambiguous; no signer of ours needs it. */
  private static boolean onceAndShort(List<String> lines) {
    return lines.size() <= 1
        && lines.stream().allMatch(line -> !line.isBlank() && line.length() <= FIELD_CHARS_MAX);
  }

  private static Reading tagged(SignedRequest request) {
    var inputs = dictionary(request, "signature-input").get();
    var ours = inputs.entrySet().stream().filter(input -> isTagged(input.getValue())).toList();
    if (ours.isEmpty()) {
      return new Reading.Unreadable(NOT_SIGNED);
    }
    if (ours.size() > 1) {
      return new Reading.Unreadable(MALFORMED);
    }
    Map.Entry<String, ListElement<?>> input = ours.getFirst();
    return input.getValue() instanceof InnerList covered
            && dictionary(request, "signature").get().get(input.getKey())
                instanceof ByteSequenceItem signature
        ? complete(request, covered, ContentDigest.bytes(signature))
        : new Reading.Unreadable(MALFORMED);
  }

  private static Reading complete(SignedRequest request, InnerList covered, byte[] signature) {
    List<String> names = covered.get().stream().map(Item::serialize).toList();
    boolean allCovered = REQUIRED.stream().allMatch(name -> names.contains('"' + name + '"'));
    if (!allCovered
        || !covered.getParams().keySet().containsAll(List.of("created", "expires", "nonce"))
        || !covered.getParams().containsKey("keyid")
        || request.header("content-digest").isEmpty()
        || request.header("content-type").isEmpty()) {
      return new Reading.Unreadable(COMPONENT_MISSING);
    }
    if (!(covered.getParams().get("created") instanceof IntegerItem created)
        || !(covered.getParams().get("expires") instanceof IntegerItem expires)
        || !isShortText(covered, "nonce")
        || !(covered.getParams().get("keyid") instanceof StringItem keyId)
        || !isShortText(covered, "keyid")
        || !isTextOrAbsent(covered, "alg")) {
      return new Reading.Unreadable(MALFORMED);
    }
    return new Reading.Read(
        new SignatureClaim(
            covered,
            signature,
            Instant.ofEpochSecond(created.getAsLong()),
            Instant.ofEpochSecond(expires.getAsLong()),
            keyId.get(),
            Optional.ofNullable(covered.getParams().get("alg")).map(alg -> (String) alg.get()),
            request.header("content-digest").getFirst()));
  }

  private static Dictionary dictionary(SignedRequest request, String field) {
    return Parser.parseDictionary(request.header(field).getFirst());
  }

  private static boolean isTagged(ListElement<?> input) {
    return input.getParams().get("tag") instanceof StringItem tag && tag.get().equals(TAG);
  }

  /** Key ids go to the directory, which has limits of its own that a stranger must not reach. */
  private static boolean isShortText(InnerList covered, String parameter) {
    return covered.getParams().get(parameter) instanceof StringItem text
        && !text.get().isBlank()
        && text.get().length() <= TEXT_CHARS_MAX;
  }

  private static boolean isTextOrAbsent(InnerList covered, String parameter) {
    return !covered.getParams().containsKey(parameter)
        || covered.getParams().get(parameter) instanceof StringItem;
  }
}
