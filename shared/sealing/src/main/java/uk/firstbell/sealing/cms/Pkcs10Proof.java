package uk.firstbell.sealing.cms;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import uk.firstbell.domain.enrolment.RequestProof;

/** Proves PKCS #10 requests (RFC 2986) whose key is of P-256. Safe for use by several threads. */
public final class Pkcs10Proof implements RequestProof {
  private static final int VERSION = 0;

  @Override
  public Proof prove(byte[] request) {
    return read(request).map(Pkcs10Proof::proof).orElseGet(Proof.NotARequest::new);
  }

  private static Proof proof(CertificationRequest request) {
    SubjectPublicKeyInfo named = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    ECPublicKeyParameters key;
    try {
      // One key has one form, because devices are told apart by its digest.
      key = Curve.point(named);
    } catch (InvalidKeyException notOfP256) {
      return new Proof.KeyNotP256();
    }
    return signedBy(key, request) ? new Proof.Proved(Der.bytes(named)) : new Proof.SignatureWrong();
  }

  private static Optional<CertificationRequest> read(byte[] request) {
    if (request.length > BYTES_MAX) {
      return Optional.empty();
    }
    try {
      ASN1Primitive parsed = ASN1Primitive.fromByteArray(request);
      if (!Arrays.equals(Der.bytes(parsed), request)) {
        return Optional.empty();
      }
      var read = CertificationRequest.getInstance(parsed);
      return read.getCertificationRequestInfo().getVersion().hasValue(VERSION)
          ? Optional.of(read)
          : Optional.empty();
    } catch (IOException | RuntimeException malformed) {
      // The parser reports a malformed structure by whichever unchecked exception met it.
      return Optional.empty();
    }
  }

  private static boolean signedBy(ECPublicKeyParameters key, CertificationRequest request) {
    return request.getSignatureAlgorithm().equals(Profile.ECDSA_WITH_SHA256)
        && request.getSignature().getPadBits() == 0
        && Ecdsa.verifies(
            key,
            Der.bytes(request.getCertificationRequestInfo()),
            request.getSignature().getBytes());
  }
}
