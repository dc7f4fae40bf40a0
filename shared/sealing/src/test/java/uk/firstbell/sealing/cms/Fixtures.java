package uk.firstbell.sealing.cms;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import uk.firstbell.domain.dispatch.CertificateAuthority;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.keys.P256;

/** The people and the authority that the sealing tests need. */
final class Fixtures {
  static final Instant NOW = Instant.parse("2026-05-01T21:40:00Z");
  static final Duration TEN_YEARS = Duration.ofDays(3_650);
  static final SecureRandom RANDOM = new SecureRandom();

  private Fixtures() {}

  /** A P-256 key in memory that counts what it signs. */
  static final class Authority implements CertificateAuthority {
    private final KeyPair pair = P256.keyPair(RANDOM);
    final List<byte[]> signed = new ArrayList<>();

    @Override
    public byte[] publicKey() {
      return pair.getPublic().getEncoded();
    }

    @Override
    public byte[] sign(byte[] message) {
      signed.add(message);
      return ecdsa(pair.getPrivate(), message);
    }

    X509Certificate certificate() throws GeneralSecurityException {
      return Certificates.certificate(new GatewayCa(this).certificate(NOW, TEN_YEARS));
    }
  }

  /** Somebody who can be sealed to. */
  record Reader(PrivateKey key, X509Certificate certificate) {
    static Reader named(String name) throws GeneralSecurityException {
      return of(name, P256.keyPair(RANDOM), NOW.minusSeconds(60), NOW.plusSeconds(86_400));
    }

    static Reader withKey(String algorithm, AlgorithmParameterSpec kind)
        throws GeneralSecurityException {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(kind);
      return of("Reader", generator.generateKeyPair(), NOW, NOW.plusSeconds(60));
    }

    static Reader valid(Instant from, Instant until) throws GeneralSecurityException {
      return of("Reader", P256.keyPair(RANDOM), from, until);
    }

    byte[] der() throws GeneralSecurityException {
      return certificate.getEncoded();
    }

    /** As a message names them. */
    Envelope.Recipient recipient() throws GeneralSecurityException {
      var named = Certificate.getInstance(der());
      return new Envelope.Recipient(
          new IssuerAndSerialNumber(named), Curve.point(named.getSubjectPublicKeyInfo()));
    }

    private static Reader of(String name, KeyPair pair, Instant from, Instant until)
        throws GeneralSecurityException {
      var generator = new V3TBSCertificateGenerator();
      generator.setSerialNumber(new ASN1Integer(new BigInteger(64, RANDOM)));
      generator.setSignature(Profile.ECDSA_WITH_SHA256);
      generator.setIssuer(new X500Name("CN=Sample Readers"));
      generator.setStartDate(new Time(Der.time(from)));
      generator.setEndDate(new Time(Der.time(until)));
      generator.setSubject(new X500Name("CN=" + name));
      generator.setSubjectPublicKeyInfo(
          SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
      var toBeSigned = generator.generateTBSCertificate();
      byte[] signature = ecdsa(P256.keyPair(RANDOM).getPrivate(), Der.bytes(toBeSigned));
      byte[] der =
          Der.bytes(
              new Certificate(toBeSigned, Profile.ECDSA_WITH_SHA256, new DERBitString(signature)));
      return new Reader(pair.getPrivate(), Certificates.certificate(der));
    }
  }

  /** A signature as the world outside makes them: by the JDK, and not by what is tested. */
  static byte[] ecdsa(PrivateKey key, byte[] message) {
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign with ECDSA", e);
    }
  }

  static GatewaySigner signer(CertificateAuthority authority) {
    return new GatewaySigner(authority, TEN_YEARS, RANDOM);
  }
}
