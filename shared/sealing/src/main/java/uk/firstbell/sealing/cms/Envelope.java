package uk.firstbell.sealing.cms;

import static uk.firstbell.sealing.cms.CannotOpenException.Reason.NOT_CMS;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.NOT_FOR_THIS_KEY;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.OTHER_PROFILE;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.SHORT_TAG;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.TAMPERED;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * The outer layer: {@code AuthEnvelopedData} (RFC 5083) with AES-256-GCM (RFC 5084).
 *
 * <p>The tag authenticates the content. It does not authenticate the list of recipients: a changed
 * entry makes the message unreadable to that reader, and nothing worse.
 */
final class Envelope {
  private static final int AUTH_ENVELOPED_DATA_VERSION = 0;
  private static final int KEY_AGREE_VERSION = 3;

  private Envelope() {}

  /** Whom a message is for, as it names them, and their key. */
  record Recipient(IssuerAndSerialNumber certificate, ECPublicKeyParameters key) {}

  /** Encrypts {@code content} under a fresh key, wrapped for each recipient by itself. */
  static byte[] seal(byte[] content, List<Recipient> recipients, SecureRandom random) {
    byte[] key = new byte[Profile.KEY_BYTES];
    byte[] nonce = new byte[Profile.NONCE_BYTES];
    random.nextBytes(key);
    random.nextBytes(nonce);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(content);
      int tagAt = encrypted.length - Profile.TAG_BYTES;
      var algorithm =
          new AlgorithmIdentifier(
              NISTObjectIdentifiers.id_aes256_GCM, new GCMParameters(nonce, Profile.TAG_BYTES));
      var encryptedContent =
          new EncryptedContentInfo(
              CMSObjectIdentifiers.data,
              algorithm,
              new DEROctetString(Arrays.copyOf(encrypted, tagAt)));
      var tag = new DEROctetString(Arrays.copyOfRange(encrypted, tagAt, encrypted.length));
      var infos = new ASN1EncodableVector();
      for (Recipient recipient : recipients) {
        infos.add(recipientInfo(recipient, key, random));
      }
      var message =
          new AuthEnvelopedData(null, new DERSet(infos), encryptedContent, null, tag, null);
      return Der.bytes(new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot encrypt with AES-256-GCM", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static RecipientInfo recipientInfo(
      Recipient recipient, byte[] contentKey, SecureRandom random) {
    Curve.Pair ephemeral = Curve.pair(random);
    byte[] wrapped = KeyWrap.wrap(ephemeral.secret(), recipient.key(), contentKey);
    SubjectPublicKeyInfo point = Curve.info(ephemeral.point());
    var originator = new OriginatorPublicKey(point.getAlgorithm(), point.getPublicKeyData());
    var identifier = new KeyAgreeRecipientIdentifier(recipient.certificate());
    var encryptedKey = new RecipientEncryptedKey(identifier, new DEROctetString(wrapped));
    return new RecipientInfo(
        new KeyAgreeRecipientInfo(
            new OriginatorIdentifierOrKey(originator),
            null,
            Profile.ECDH,
            new DERSequence(encryptedKey)));
  }

  /**
   * Decrypts a message with one reader's key.
   *
   * @throws CannotOpenException if it is no such message, not for this reader, or was changed
   */
  static byte[] open(byte[] message, PrivateKey key, X509Certificate certificate)
      throws CannotOpenException {
    Sealed sealed = read(message, certificate);
    byte[] contentKey;
    try {
      ECPrivateKeyParameters own = Curve.secret(key);
      contentKey = KeyWrap.unwrap(own, Curve.point(sealed.ephemeral()), sealed.wrappedKey());
    } catch (InvalidKeyException e) {
      throw new CannotOpenException(TAMPERED, e);
    }
    try {
      if (contentKey.length != Profile.KEY_BYTES) {
        throw new CannotOpenException(TAMPERED);
      }
      var cipher = cipher(Cipher.DECRYPT_MODE, contentKey, sealed.nonce());
      return cipher.doFinal(concatenated(sealed.ciphertext(), sealed.tag()));
    } catch (AEADBadTagException e) {
      throw new CannotOpenException(TAMPERED, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot decrypt with AES-256-GCM", e);
    } finally {
      Arrays.fill(contentKey, (byte) 0);
    }
  }

  /** What is needed of a message to open it as one reader. */
  private record Sealed(
      SubjectPublicKeyInfo ephemeral,
      byte[] wrappedKey,
      byte[] nonce,
      byte[] ciphertext,
      byte[] tag) {}

  private static Sealed read(byte[] message, X509Certificate certificate)
      throws CannotOpenException {
    try {
      ASN1Primitive parsed = ASN1Primitive.fromByteArray(message);
      if (!Arrays.equals(Der.bytes(parsed), message)) {
        throw new CannotOpenException(NOT_CMS);
      }
      var outer = ContentInfo.getInstance(parsed);
      if (!outer.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)) {
        throw new CannotOpenException(OTHER_PROFILE);
      }
      return read(AuthEnvelopedData.getInstance(outer.getContent()), certificate);
    } catch (IOException | RuntimeException malformed) {
      // The parser reports a malformed structure by whichever unchecked exception met it.
      throw new CannotOpenException(NOT_CMS, malformed);
    }
  }

  private static Sealed read(AuthEnvelopedData message, X509Certificate certificate)
      throws CannotOpenException {
    EncryptedContentInfo content = message.getAuthEncryptedContentInfo();
    AlgorithmIdentifier algorithm = content.getContentEncryptionAlgorithm();
    if (!message.getVersion().hasValue(AUTH_ENVELOPED_DATA_VERSION)
        || message.getOriginatorInfo() != null
        || message.getAuthAttrs() != null
        || message.getUnauthAttrs() != null
        || !content.getContentType().equals(CMSObjectIdentifiers.data)
        || !algorithm.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_GCM)) {
      throw new CannotOpenException(OTHER_PROFILE);
    }
    var gcm = GCMParameters.getInstance(algorithm.getParameters());
    byte[] tag = message.getMac().getOctets();
    if (gcm.getIcvLen() != Profile.TAG_BYTES || tag.length != Profile.TAG_BYTES) {
      throw new CannotOpenException(SHORT_TAG);
    }
    if (gcm.getNonce().length != Profile.NONCE_BYTES) {
      throw new CannotOpenException(OTHER_PROFILE);
    }
    for (ASN1Sequence agreed : agreed(message.getRecipientInfos())) {
      Optional<Sealed> mine =
          addressed(
              KeyAgreeRecipientInfo.getInstance(agreed), certificate, content, gcm.getNonce(), tag);
      if (mine.isPresent()) {
        return mine.get();
      }
    }
    throw new CannotOpenException(NOT_FOR_THIS_KEY);
  }

  /**
   * The recipients whose key is agreed (RFC 5652, section 6.2). An entry of one of the four other
   * kinds is somebody else's, and not looked into.
   *
   * @throws IllegalArgumentException if one is of no kind that there is
   */
  private static List<ASN1Sequence> agreed(ASN1Set infos) {
    var agreed = new ArrayList<ASN1Sequence>();
    for (ASN1Encodable info : infos) {
      switch (info.toASN1Primitive()) {
        case ASN1TaggedObject own when own.hasContextTag(1) ->
            agreed.add(ASN1Sequence.getInstance(own, false));
        case ASN1TaggedObject other
            when other.hasContextTag(2) || other.hasContextTag(3) || other.hasContextTag(4) ->
            ASN1Sequence.getInstance(other, false);
        case ASN1Sequence transported -> {}
        default -> throw new IllegalArgumentException("no kind of recipient");
      }
    }
    return agreed;
  }

  private static Optional<Sealed> addressed(
      KeyAgreeRecipientInfo agreed,
      X509Certificate certificate,
      EncryptedContentInfo content,
      byte[] nonce,
      byte[] tag)
      throws CannotOpenException {
    for (ASN1Encodable key : agreed.getRecipientEncryptedKeys()) {
      var encryptedKey = RecipientEncryptedKey.getInstance(key);
      if (issuerAndSerial(certificate)
          .equals(encryptedKey.getIdentifier().getIssuerAndSerialNumber())) {
        return Optional.of(
            new Sealed(
                ephemeral(agreed),
                encryptedKey.getEncryptedKey().getOctets(),
                nonce,
                content.getEncryptedContent().getOctets(),
                tag));
      }
    }
    return Optional.empty();
  }

  private static SubjectPublicKeyInfo ephemeral(KeyAgreeRecipientInfo agreed)
      throws CannotOpenException {
    OriginatorPublicKey originator = agreed.getOriginator().getOriginatorKey();
    ASN1OctetString keyingMaterial = agreed.getUserKeyingMaterial();
    if (!agreed.getVersion().hasValue(KEY_AGREE_VERSION)
        || keyingMaterial != null
        || originator == null
        || !Profile.isP256Key(originator.getAlgorithm())
        || !agreed.getKeyEncryptionAlgorithm().equals(Profile.ECDH)) {
      throw new CannotOpenException(OTHER_PROFILE);
    }
    return new SubjectPublicKeyInfo(Profile.P256_KEY, originator.getPublicKeyData().getOctets());
  }

  private static IssuerAndSerialNumber issuerAndSerial(X509Certificate certificate) {
    return new IssuerAndSerialNumber(
        X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()),
        certificate.getSerialNumber());
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(Profile.TAG_BYTES * Byte.SIZE, nonce));
    return cipher;
  }
}
