package uk.firstbell.sealing.signature;

import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SignedRequest;

/** Signs requests as a force does: what {@link HttpSignatureProof} proves, from the other side. */
public final class HttpSigner {
  private static final String LABEL = "firstbell";

  private final String keyId;
  private final SenderKey.Algorithm algorithm;
  private final PrivateKey key;

  /**
   * @param keyId the id the key is registered under
   * @param key fits {@code algorithm}
   */
  public HttpSigner(String keyId, SenderKey.Algorithm algorithm, PrivateKey key) {
    this.keyId = keyId;
    this.algorithm = algorithm;
    this.key = key;
  }

  /**
   * Signs a request.
   *
   * @param request with one {@code content-type} header; its body is the bytes that will be sent
   * @param created when the signature is made; whole seconds count
   * @param expires when it stops being valid; whole seconds count
   * @param nonce 1 to 128 visible ASCII characters, another for each request
   * @return the headers to add: {@code Content-Digest}, {@code Signature-Input}, {@code Signature}
   * @throws IllegalArgumentException if the request lacks its content type, or a part of it cannot
   *     stand in a signature base: a bug in the caller
   */
  public Map<String, String> sign(
      SignedRequest request, Instant created, Instant expires, String nonce) {
    String digest = ContentDigest.of(request.body());
    InnerList covered = covered(created, expires, nonce);
    byte[] base =
        SignatureBase.of(covered, new RequestComponents(withDigest(request, digest)))
            .orElseThrow(() -> new IllegalArgumentException("a request cannot be signed as it is"));
    var signature = ByteSequenceItem.valueOf(Algorithms.sign(algorithm, key, base));

    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Digest", digest);
    headers.put("Signature-Input", Dictionary.valueOf(Map.of(LABEL, covered)).serialize());
    headers.put("Signature", Dictionary.valueOf(Map.of(LABEL, signature)).serialize());
    return headers;
  }

  private InnerList covered(Instant created, Instant expires, String nonce) {
    List<Item<?>> components =
        SignatureClaim.REQUIRED.stream().<Item<?>>map(StringItem::valueOf).toList();
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("created", created.getEpochSecond());
    parameters.put("expires", expires.getEpochSecond());
    parameters.put("nonce", nonce);
    parameters.put("keyid", keyId);
    parameters.put("tag", SignatureClaim.TAG);
    return InnerList.valueOf(components).withParams(Parameters.valueOf(parameters));
  }

  private static SignedRequest withDigest(SignedRequest request, String digest) {
    var headers = new LinkedHashMap<>(request.headers());
    headers.put("content-digest", List.of(digest));
    return new SignedRequest(
        request.method(),
        request.authority(),
        request.path(),
        request.query(),
        headers,
        request.body());
  }
}
