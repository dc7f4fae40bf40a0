package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.jspecify.annotations.Nullable;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.keys.PrivateKeys;

/**
 * Loads what sealing needs of the JDK and of the libraries before the first copy is waited for, by
 * opening a published message with its published key (decision record 0017).
 *
 * <p>A process may be stored and restored many times after this: no key is made and nothing is
 * drawn from the process's source of randomness, so there is nothing in such a store that two
 * processes must not share.
 */
public final class Warming {
  private Warming() {}

  /** Takes some hundred milliseconds of a fresh process, and next to nothing after that. */
  public static void warm() {
    try {
      X509Certificate reader = Certificates.certificate(file("desk.cert.pem"));
      PrivateKey key = publishedKey();
      CryptoServicesRegistrar.setSecureRandom(published());
      new CmsOpener(Certificates.certificate(file("authority.cert.pem")))
          .open(file("opens/one-device.der"), key, reader);
      // Opening multiplies another's point; making keys and signing multiply the curve's own.
      Ecdsa.sign(Curve.secret(key), file("desk.cert.pem"));
    } catch (CannotOpenException | GeneralSecurityException e) {
      throw new IllegalStateException("the published message does not open", e);
    } finally {
      CryptoServicesRegistrar.setSecureRandom((@Nullable SecureRandom) null);
    }
  }

  /**
   * What Bouncy Castle blinds its divisions by meanwhile. Of a published key there is nothing to
   * hide, and of the process's own source nothing may be drawn, or buffered, before it is stored.
   */
  private static SecureRandom published() throws NoSuchAlgorithmException {
    var random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(1);
    return random;
  }

  /** No secret: it is in the repository, and nothing but the published messages is sealed to it. */
  private static PrivateKey publishedKey() throws GeneralSecurityException {
    String pem = new String(file("desk.key.pem"), US_ASCII);
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return PrivateKeys.read(SecretBytes.of(der));
  }

  private static byte[] file(String name) {
    try (InputStream file = Warming.class.getResourceAsStream("vectors/" + name)) {
      if (file == null) {
        throw new IllegalStateException("a published file was not packed");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a published file cannot be read", e);
    }
  }
}
