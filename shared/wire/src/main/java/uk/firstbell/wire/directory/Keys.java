package uk.firstbell.wire.directory;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.firstbell.domain.intake.SenderKey;

/** Public keys and certificates as PEM files (RFC 7468) hold them. Proves nothing by them. */
final class Keys {
  private static final Pattern PUBLIC_KEY =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
  private static final int P256_FIELD_BITS = 256;

  private Keys() {}

  /** SubjectPublicKeyInfo, DER; empty if the file holds no public key for that algorithm. */
  static Optional<byte[]> publicKey(byte[] pem, SenderKey.Algorithm algorithm) {
    Matcher body = PUBLIC_KEY.matcher(new String(pem, StandardCharsets.US_ASCII));
    if (!body.matches()) {
      return Optional.empty();
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(body.group(1));
      var spec = new X509EncodedKeySpec(der);
      boolean fits =
          switch (algorithm) {
            case ED25519 -> KeyFactory.getInstance("Ed25519").generatePublic(spec) != null;
            case ECDSA_P256_SHA256 -> onP256(KeyFactory.getInstance("EC").generatePublic(spec));
          };
      return fits ? Optional.of(der) : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /** The file's certificate; empty if it holds none, or one whose key is not on P-256. */
  static Optional<X509Certificate> certificate(byte[] pem) {
    try {
      var parsed =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem));
      return parsed instanceof X509Certificate certificate && onP256(certificate.getPublicKey())
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException notOne) {
      return Optional.empty();
    }
  }

  private static boolean onP256(PublicKey key) {
    return key instanceof ECPublicKey ec
        && ec.getParams().getCurve().getField().getFieldSize() == P256_FIELD_BITS;
  }
}
