package uk.firstbell.sealing.cms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import uk.firstbell.domain.dispatch.CertificateAuthority;
import uk.firstbell.domain.enrolment.DeviceCertifier;

/** The gateway's certificate authority: whom it certifies, and as what (RFC 5280). */
public final class GatewayCa {
  /**
   * Of a random serial number: too many to guess, and positive in 16 octets (RFC 5280, 4.1.2.2).
   */
  static final int SERIAL_BITS = 127;

  // In the order of the encoding; written by RFC 2253 the common name comes first.
  private static final X500Name NAME = new X500Name("C=GB, O=Firstbell, CN=Firstbell Gateway CA");
  private static final X500Name SIGNER = new X500Name("CN=Firstbell Gateway Signing");
  private static final BigInteger OWN_SERIAL = BigInteger.ONE;
  private static final int KEY_IDENTIFIER_BYTES = 20;

  private final CertificateAuthority authority;

  public GatewayCa(CertificateAuthority authority) {
    this.authority = authority;
  }

  /**
   * The authority's certificate for itself, which readers and auditors keep. Calls for the same
   * times differ in nothing but the signature. One call of {@code sign}.
   *
   * @param notBefore first second it is valid
   * @param validity at least as long as anything it certifies
   * @return X.509, DER
   */
  public byte[] certificate(Instant notBefore, Duration validity) {
    var extensions = new ExtensionsGenerator();
    add(extensions, Extension.basicConstraints, true, new BasicConstraints(0));
    add(extensions, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return Der.bytes(certify(OWN_SERIAL, NAME, ownKey(), notBefore, validity, extensions));
  }

  /**
   * A certificate for a signing key of the gateway.
   *
   * @param usage how long the private key signs; what it signed verifies for {@code validity}
   */
  Certificate signing(
      BigInteger serial,
      SubjectPublicKeyInfo key,
      Instant notBefore,
      Duration usage,
      Duration validity) {
    var extensions = new ExtensionsGenerator();
    add(extensions, Extension.basicConstraints, true, new BasicConstraints(false));
    add(extensions, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    // What verifiers of signed mail, OpenSSL among them, ask of a signer (RFC 8550, 4.4.4).
    add(
        extensions,
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
    add(
        extensions,
        Extension.privateKeyUsagePeriod,
        false,
        usagePeriod(notBefore, notBefore.plus(usage)));
    return certify(serial, SIGNER, key, notBefore, validity, extensions);
  }

  /**
   * A certificate for a person's device, for agreeing keys and nothing else: what it makes is never
   * taken for the gateway's signature. The subject is the unit (O), the role (OU) and the person's
   * id (CN), none of which is a name; two devices of a person differ in serial number and key.
   */
  Certificate person(
      BigInteger serial,
      SubjectPublicKeyInfo key,
      DeviceCertifier.Holder holder,
      Instant notBefore,
      Duration validity) {
    var extensions = new ExtensionsGenerator();
    add(extensions, Extension.basicConstraints, true, new BasicConstraints(false));
    add(extensions, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement));
    return certify(serial, subject(holder), key, notBefore, validity, extensions);
  }

  private static X500Name subject(DeviceCertifier.Holder holder) {
    return new X500NameBuilder()
        .addRDN(BCStyle.O, holder.organisation().toString())
        .addRDN(BCStyle.OU, holder.role().name())
        .addRDN(BCStyle.CN, holder.person().value())
        .build();
  }

  private Certificate certify(
      BigInteger serial,
      X500Name subject,
      SubjectPublicKeyInfo key,
      Instant notBefore,
      Duration validity,
      ExtensionsGenerator extensions) {
    add(
        extensions,
        Extension.subjectKeyIdentifier,
        false,
        new SubjectKeyIdentifier(identifier(key)));
    add(
        extensions,
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(identifier(ownKey())));
    TBSCertificate toBeSigned =
        toBeSigned(serial, subject, key, notBefore, validity, extensions.generate());
    byte[] signature = authority.sign(Der.bytes(toBeSigned));
    return new Certificate(toBeSigned, Profile.ECDSA_WITH_SHA256, new DERBitString(signature));
  }

  private static TBSCertificate toBeSigned(
      BigInteger serial,
      X500Name subject,
      SubjectPublicKeyInfo key,
      Instant notBefore,
      Duration validity,
      Extensions extensions) {
    var generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(serial));
    generator.setSignature(Profile.ECDSA_WITH_SHA256);
    generator.setIssuer(NAME);
    generator.setStartDate(new Time(Der.time(notBefore)));
    generator.setEndDate(new Time(Der.time(notBefore.plus(validity))));
    generator.setSubject(subject);
    generator.setSubjectPublicKeyInfo(key);
    generator.setExtensions(extensions);
    return generator.generateTBSCertificate();
  }

  /** Asked of the authority at the first use, so that nothing is called while a process starts. */
  private SubjectPublicKeyInfo ownKey() {
    return SubjectPublicKeyInfo.getInstance(authority.publicKey());
  }

  /** RFC 3280, section 4.2.1.4: RFC 5280 leaves it out, X.509 still has it. */
  private static DERSequence usagePeriod(Instant from, Instant until) {
    // The last second is inside the period.
    Instant last = until.minus(1, ChronoUnit.SECONDS);
    return new DERSequence(
        new ASN1Encodable[] {
          new DERTaggedObject(false, 0, Der.generalizedTime(from)),
          new DERTaggedObject(false, 1, Der.generalizedTime(last))
        });
  }

  /** The first 160 bits of the SHA-256 of the key (RFC 7093, section 2, method 1). */
  private static byte[] identifier(SubjectPublicKeyInfo key) {
    return Arrays.copyOf(Profile.sha256(key.getPublicKeyData().getOctets()), KEY_IDENTIFIER_BYTES);
  }

  private static void add(
      ExtensionsGenerator extensions,
      ASN1ObjectIdentifier name,
      boolean critical,
      ASN1Encodable value) {
    try {
      extensions.addExtension(name, critical, value);
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate extension cannot be written", e);
    }
  }
}
