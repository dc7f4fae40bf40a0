package uk.firstbell.sealing.cms;

import static uk.firstbell.sealing.cms.CannotOpenException.Reason.OTHER_PROFILE;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.SIGNATURE_INVALID;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * The inner layer: {@code SignedData} (RFC 5652, section 5) with ECDSA P-256 and SHA-256, the
 * signer's certificate included; signed are content type, digest and time of signing.
 *
 * @param content what was signed
 * @param signer the certificate that came with it; not yet trusted
 * @param signedAt the signer's own word for it, in whole seconds
 */
record SignedMessage(byte[] content, Certificate signer, Instant signedAt) {
  private static final int VERSION = 1;
  private static final int CERTIFICATE_VERSION = 3;

  /** Signs {@code content} at {@code now}. */
  static byte[] sign(byte[] content, GatewaySigner.Identity identity, Instant now) {
    var attributes =
        new DERSet(
            new ASN1Encodable[] {
              attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data),
              attribute(CMSAttributes.messageDigest, new DEROctetString(Profile.sha256(content))),
              attribute(CMSAttributes.signingTime, Der.time(now))
            });
    Certificate certificate = identity.certificate();
    var signer =
        new SignerInfo(
            new SignerIdentifier(new IssuerAndSerialNumber(certificate)),
            Profile.SHA256,
            attributes,
            Profile.ECDSA_WITH_SHA256,
            new DEROctetString(Ecdsa.sign(identity.key(), Der.bytes(attributes))),
            (ASN1Set) null);
    var message =
        new SignedData(
            new DERSet(Profile.SHA256),
            new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString(content)),
            new DERSet(certificate),
            null,
            new DERSet(signer));
    return Der.bytes(new ContentInfo(CMSObjectIdentifiers.signedData, message));
  }

  /**
   * Reads a signed message whose signature is right for the certificate in it. Of that certificate
   * nothing counts here but its structure and its key: what else may be wrong with it is a reason
   * of its own, which only whoever knows the authority can give.
   *
   * @throws CannotOpenException if it is no such message, or its signature is wrong
   */
  static SignedMessage read(byte[] message) throws CannotOpenException {
    try {
      ASN1Primitive parsed = ASN1Primitive.fromByteArray(message);
      if (!Arrays.equals(Der.bytes(parsed), message)) {
        throw new CannotOpenException(OTHER_PROFILE);
      }
      var outer = ContentInfo.getInstance(parsed);
      if (!outer.getContentType().equals(CMSObjectIdentifiers.signedData)) {
        throw new CannotOpenException(OTHER_PROFILE);
      }
      return read(SignedData.getInstance(outer.getContent()));
    } catch (IOException | RuntimeException malformed) {
      // The parser reports a malformed structure by whichever unchecked exception met it.
      throw new CannotOpenException(OTHER_PROFILE, malformed);
    }
  }

  private static SignedMessage read(SignedData message) throws CannotOpenException {
    ContentInfo encapsulated = message.getEncapContentInfo();
    if (!message.getVersion().hasValue(VERSION)
        || message.getDigestAlgorithms().size() != 1
        || !Profile.isSha256(
            AlgorithmIdentifier.getInstance(message.getDigestAlgorithms().getObjectAt(0)))
        || !encapsulated.getContentType().equals(CMSObjectIdentifiers.data)
        || message.getCRLs() != null
        || message.getCertificates().size() != 1
        || message.getSignerInfos().size() != 1) {
      throw new CannotOpenException(OTHER_PROFILE);
    }
    byte[] content = ASN1OctetString.getInstance(encapsulated.getContent()).getOctets();
    var signer = Certificate.getInstance(message.getCertificates().getObjectAt(0));
    var info = SignerInfo.getInstance(message.getSignerInfos().getObjectAt(0));
    checkForm(info, signer);
    return new SignedMessage(
        content, signer, signedAt(info, content, signer.getSubjectPublicKeyInfo()));
  }

  private static void checkForm(SignerInfo info, Certificate certificate)
      throws CannotOpenException {
    var claimed = IssuerAndSerialNumber.getInstance(info.getSID().getId());
    // A key and a signature are whole bytes, but the JDK reads one with spare bits as well.
    if (!isVersion3(certificate)
        || certificate.getSubjectPublicKeyInfo().getPublicKeyData().getPadBits() != 0
        || certificate.getSignature().getPadBits() != 0
        || !info.getVersion().hasValue(VERSION)
        || !claimed.equals(new IssuerAndSerialNumber(certificate))
        || !Profile.isSha256(info.getDigestAlgorithm())
        || !info.getDigestEncryptionAlgorithm().equals(Profile.ECDSA_WITH_SHA256)
        || info.getUnauthenticatedAttributes() != null) {
      throw new CannotOpenException(OTHER_PROFILE);
    }
  }

  /** Whether it says so, and under the tag for it, at which the library does not look. */
  private static boolean isVersion3(Certificate certificate) {
    var toBeSigned = ASN1Sequence.getInstance(certificate.getTBSCertificate().toASN1Primitive());
    return toBeSigned.getObjectAt(0) instanceof ASN1TaggedObject version
        && version.hasContextTag(0)
        && certificate.getVersionNumber() == CERTIFICATE_VERSION;
  }

  /** The time of signing, once the signature over it and over the content's digest is right. */
  private static Instant signedAt(SignerInfo info, byte[] content, SubjectPublicKeyInfo key)
      throws CannotOpenException {
    Map<ASN1ObjectIdentifier, ASN1Encodable> attributes =
        attributes(info.getAuthenticatedAttributes());
    var digest = ASN1OctetString.getInstance(attributes.get(CMSAttributes.messageDigest));
    if (!CMSObjectIdentifiers.data.equals(attributes.get(CMSAttributes.contentType))
        || !MessageDigest.isEqual(digest.getOctets(), Profile.sha256(content))
        || !signedBy(key, info)) {
      throw new CannotOpenException(SIGNATURE_INVALID);
    }
    ASN1Encodable time = attributes.get(CMSAttributes.signingTime);
    if (time == null) {
      throw new CannotOpenException(OTHER_PROFILE);
    }
    return Der.instant(time);
  }

  private static boolean signedBy(SubjectPublicKeyInfo key, SignerInfo info) {
    try {
      return Ecdsa.verifies(
          Curve.point(key),
          Der.bytes(info.getAuthenticatedAttributes()),
          info.getEncryptedDigest().getOctets());
    } catch (InvalidKeyException notOfP256) {
      return false;
    }
  }

  /** By type. Each may be there once, with one value (RFC 5652, section 11). */
  private static Map<ASN1ObjectIdentifier, ASN1Encodable> attributes(ASN1Set set)
      throws CannotOpenException {
    var attributes = new HashMap<ASN1ObjectIdentifier, ASN1Encodable>();
    for (ASN1Encodable element : set) {
      var attribute = Attribute.getInstance(element);
      if (attribute.getAttrValues().size() != 1
          || attributes.put(attribute.getAttrType(), attribute.getAttrValues().getObjectAt(0))
              != null) {
        throw new CannotOpenException(OTHER_PROFILE);
      }
    }
    return attributes;
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new Attribute(type, new DERSet(value));
  }
}
