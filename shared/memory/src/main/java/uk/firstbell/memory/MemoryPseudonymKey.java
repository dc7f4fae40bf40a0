package uk.firstbell.memory;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import uk.firstbell.domain.intake.PseudonymKey;
import uk.firstbell.domain.model.SecretBytes;

/** A pseudonym key that is given, so that equal keys give equal pseudonyms in every run. */
public final class MemoryPseudonymKey implements PseudonymKey {
  private static final int TEXT_BYTES_MAX = 4096;

  private final SecretKeySpec key;

  /**
   * A key of any length from one byte.
   *
   * @param key copied
   */
  public MemoryPseudonymKey(SecretBytes key) {
    this.key = new SecretKeySpec(key.exposed(), "HmacSHA256");
  }

  @Override
  public String mac(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > TEXT_BYTES_MAX) {
      throw new IllegalArgumentException("a pseudonym is made of at most 4,096 bytes");
    }
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(utf8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }
}
