package uk.firstbell.sealing.cms;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.BigIntegers;

/** A content key on its way to one reader: ECDH, X9.63 KDF, AES key wrap (RFC 5753, section 3). */
final class KeyWrap {
  /** ECC-CMS-SharedInfo (RFC 5753, section 7.2): the wrap algorithm, and its key's 256 bits. */
  private static final byte[] SHARED_INFO =
      Der.bytes(
          new DERSequence(
              new ASN1Encodable[] {
                Profile.AES256_WRAP,
                new DERTaggedObject(
                    true,
                    2,
                    new DEROctetString(
                        ByteBuffer.allocate(Integer.BYTES)
                            .putInt(Profile.KEY_BYTES * Byte.SIZE)
                            .array()))
              }));

  private KeyWrap() {}

  static byte[] wrap(
      ECPrivateKeyParameters ephemeral, ECPublicKeyParameters reader, byte[] contentKey) {
    byte[] wrappingKey = new byte[0];
    try {
      wrappingKey = agree(ephemeral, reader);
      var cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.WRAP_MODE, aes(wrappingKey));
      return cipher.wrap(aes(contentKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot wrap a key", e);
    } finally {
      Arrays.fill(wrappingKey, (byte) 0);
    }
  }

  /**
   * The content key. The caller wipes it.
   *
   * @throws InvalidKeyException if {@code wrapped} was changed, or is for another key
   */
  static byte[] unwrap(
      ECPrivateKeyParameters reader, ECPublicKeyParameters ephemeral, byte[] wrapped)
      throws InvalidKeyException {
    byte[] wrappingKey = new byte[0];
    try {
      wrappingKey = agree(reader, ephemeral);
      var cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.UNWRAP_MODE, aes(wrappingKey));
      Key key = cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
      return key.getEncoded();
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot unwrap a key", e);
    } finally {
      Arrays.fill(wrappingKey, (byte) 0);
    }
  }

  private static byte[] agree(ECPrivateKeyParameters own, ECPublicKeyParameters other)
      throws NoSuchAlgorithmException {
    var agreement = new ECDHBasicAgreement();
    agreement.init(own);
    byte[] shared =
        BigIntegers.asUnsignedByteArray(
            agreement.getFieldSize(), agreement.calculateAgreement(other));
    try {
      return derive(shared);
    } finally {
      Arrays.fill(shared, (byte) 0);
    }
  }

  /** X9.63 KDF (SEC 1, section 3.6.1); its first block is all the 32 bytes that are needed. */
  private static byte[] derive(byte[] shared) throws NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(shared);
    digest.update(new byte[] {0, 0, 0, 1});
    return digest.digest(SHARED_INFO);
  }

  private static SecretKeySpec aes(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }
}
