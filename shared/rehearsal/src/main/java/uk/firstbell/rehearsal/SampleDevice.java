package uk.firstbell.rehearsal;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import uk.firstbell.sealing.keys.P256;

/**
 * A device as a browser makes one: a key of its own, and a request for it. Written a second time,
 * from the formats alone, so that what the gateway derives from a key is proved by other code.
 */
public final class SampleDevice {
  private static final HexFormat HEX = HexFormat.of();

  /** Version 0, then a subject of no name. */
  private static final byte[] NOBODY = HEX.parseHex("0201003000");

  private static final byte[] NO_ATTRIBUTES = HEX.parseHex("a000");

  /** ecdsa-with-SHA256 (RFC 5758, section 3.2). */
  private static final byte[] ALGORITHM = HEX.parseHex("300a06082a8648ce3d040302");

  private final KeyPair pair;

  private SampleDevice(KeyPair pair) {
    this.pair = pair;
  }

  public static SampleDevice fresh(SecureRandom random) {
    return new SampleDevice(P256.keyPair(random));
  }

  public PrivateKey key() {
    return pair.getPrivate();
  }

  /** A certification request (PKCS #10), DER. */
  public byte[] request() {
    return request(pair.getPrivate());
  }

  /** The same, signed by another's key. */
  public byte[] request(PrivateKey signer) {
    byte[] info = tagged(0x30, NOBODY, pair.getPublic().getEncoded(), NO_ATTRIBUTES);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signer);
      signature.update(info);
      return tagged(0x30, info, ALGORITHM, tagged(0x03, new byte[1], signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK does not sign by P-256", e);
    }
  }

  public String id() {
    byte[] digest = sha256(pair.getPublic().getEncoded());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }

  /** One DER value of at most 65,535 bytes. */
  private static byte[] tagged(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var value = new ByteArrayOutputStream();
    value.write(tag);
    int length = content.size();
    if (length >= 256) {
      value.write(0x82);
      value.write(length >> 8);
    } else if (length >= 128) {
      value.write(0x81);
    }
    value.write(length);
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }
}
