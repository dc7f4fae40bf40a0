package uk.firstbell.domain.enrolment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.RowId;

/** Which device of whom, and what is derived from its key. */
public record DeviceName(Unit organisation, PersonId person, String device) {
  private static final int ID_CHARACTERS = 22;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  static DeviceName of(Device device) {
    return new DeviceName(device.organisation(), device.person(), device.device());
  }

  /** Whether {@code text}, from anywhere outside, may be a device's id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The first 22 characters of the base64url of the SHA-256 of the SubjectPublicKeyInfo. */
  static String idOf(byte[] key) {
    return Base64.getUrlEncoder().encodeToString(sha256(key)).substring(0, ID_CHARACTERS);
  }

  /** As its row is named, for logs. */
  @Override
  public String toString() {
    return RowId.device(organisation, person, device).toString();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
