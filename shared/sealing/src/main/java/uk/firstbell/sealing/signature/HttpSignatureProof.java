package uk.firstbell.sealing.signature;

import static uk.firstbell.domain.intake.SignatureProof.Reason.EXPIRED;
import static uk.firstbell.domain.intake.SignatureProof.Reason.KEY_OUT_OF_DATE;
import static uk.firstbell.domain.intake.SignatureProof.Reason.MALFORMED;
import static uk.firstbell.domain.intake.SignatureProof.Reason.NOT_YET_CREATED;
import static uk.firstbell.domain.intake.SignatureProof.Reason.OTHER_AUTHORITY;
import static uk.firstbell.domain.intake.SignatureProof.Reason.SIGNATURE_DIFFERS;
import static uk.firstbell.domain.intake.SignatureProof.Reason.UNKNOWN_KEY;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SenderKeys;
import uk.firstbell.domain.intake.SignatureProof;
import uk.firstbell.domain.intake.SignedRequest;
import uk.firstbell.domain.policy.Settings;
import uk.firstbell.domain.policy.WorkPolicy;
import uk.firstbell.sealing.signature.SignatureClaim.Reading;

/**
 * Proves requests by RFC 9421. A signature counts if it is tagged {@code firstbell}, covers at
 * least {@code @method}, {@code @authority}, {@code @path}, {@code @query}, {@code content-digest}
 * and {@code content-type}, and carries {@code created}, {@code expires}, {@code nonce} and {@code
 * keyid}. Its algorithm is the registered key's; {@code alg}, if present, may only agree.
 *
 * <p>It does not remember nonces: a repeated request is recognised by its client message id, and
 * answered as the first was.
 *
 * <p>The reasons it gives where the RFC leaves a choice: no signature with our tag, {@code
 * NOT_SIGNED}; a component or parameter that must be there and is not, {@code COMPONENT_MISSING}; a
 * key id that is registered for another algorithm than {@code alg}, {@code UNKNOWN_KEY}; a lifetime
 * that is not positive or too long, a field on more than one line, a component we cannot compute,
 * {@code MALFORMED}.
 */
public final class HttpSignatureProof implements SignatureProof {
  private final SenderKeys keys;
  private final String authority;
  private final Policy policy;

  /**
   * How much a sender's clock and lifetime may differ from what we would choose.
   *
   * @param clockSkewMax how far {@code created} may lie in our future
   * @param validityMax the longest time from {@code created} to {@code expires}
   */
  public record Policy(Duration clockSkewMax, Duration validityMax) {
    /** Five minutes of skew (domain section 8.8), ten of life. */
    public static final Policy DEFAULT = new Policy(Duration.ofMinutes(5), Duration.ofMinutes(10));
  }

  /**
   * @param authority ours, as clients address it: lower-case host, with its port unless that is 443
   */
  public HttpSignatureProof(SenderKeys keys, String authority, Policy policy) {
    if (!authority.equals(authority.toLowerCase(Locale.ROOT)) || authority.endsWith(":443")) {
      throw new IllegalArgumentException("an authority is lower case, without a default port");
    }
    this.keys = keys;
    this.authority = authority;
    this.policy = policy;
  }

  /**
   * A proof as a function's environment sets it up.
   *
   * @throws IllegalArgumentException if a setting is missing or cannot be read; it names which
   */
  public static HttpSignatureProof from(Map<String, String> environment, SenderKeys keys) {
    return new HttpSignatureProof(
        keys,
        Settings.of(environment)
            .required("FIRSTBELL_AGENCIES_AUTHORITY", "the host that agencies address and sign"),
        new Policy(WorkPolicy.from(environment).skew(), Policy.DEFAULT.validityMax()));
  }

  @Override
  public Proof prove(SignedRequest request, Instant now) {
    return switch (SignatureClaim.in(request)) {
      case Reading.Unreadable(var reason) -> new Proof.Unproved(reason);
      case Reading.Read(var claim) -> proveClaim(request, claim, now);
    };
  }

  private Proof proveClaim(SignedRequest request, SignatureClaim claim, Instant now) {
    var components = new RequestComponents(request);
    Optional<byte[]> base = SignatureBase.of(claim.covered(), components);
    if (base.isEmpty() || !lifetimeAllowed(claim)) {
      return new Proof.Unproved(MALFORMED);
    }
    if (!components.authority().equals(authority)) {
      return new Proof.Unproved(OTHER_AUTHORITY);
    }
    Optional<SenderKey> registered =
        keys.senderKey(claim.keyId()).filter(key -> algorithmAgrees(claim, key));
    if (registered.isEmpty()) {
      return new Proof.Unproved(UNKNOWN_KEY);
    }
    SenderKey key = registered.get();
    Optional<Reason> fault =
        timeFault(claim, key, now)
            .or(() -> ContentDigest.fault(claim.contentDigest(), request.body()));
    if (fault.isPresent()) {
      return new Proof.Unproved(fault.get());
    }
    return Algorithms.verifies(key.algorithm(), key.publicKey(), base.get(), claim.signature())
        ? new Proof.Proved(key)
        : new Proof.Unproved(SIGNATURE_DIFFERS);
  }

  private boolean lifetimeAllowed(SignatureClaim claim) {
    return claim.expires().isAfter(claim.created())
        && !claim.expires().isAfter(claim.created().plus(policy.validityMax()));
  }

  private static boolean algorithmAgrees(SignatureClaim claim, SenderKey key) {
    return claim.algorithm().map(key.algorithm().registryName()::equals).orElse(true);
  }

  private Optional<Reason> timeFault(SignatureClaim claim, SenderKey key, Instant now) {
    if (!key.validAt(now)) {
      return Optional.of(KEY_OUT_OF_DATE);
    }
    if (claim.created().isAfter(now.plus(policy.clockSkewMax()))) {
      return Optional.of(NOT_YET_CREATED);
    }
    return now.isBefore(claim.expires()) ? Optional.empty() : Optional.of(EXPIRED);
  }
}
