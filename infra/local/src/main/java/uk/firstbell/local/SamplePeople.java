package uk.firstbell.local;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.keys.PrivateKeys;
import uk.firstbell.sealing.signature.HttpSigner;
import uk.firstbell.testkit.scene.SampleBorough;

/** The sample borough's people and systems with their private keys, which are public on purpose. */
final class SamplePeople {
  private final Path borough;
  private final DirectoryBook book;
  private final List<Device> devices;

  SamplePeople(Path borough, DirectoryBook book) {
    this.borough = borough;
    this.book = book;
    this.devices = book.certificates().stream().map(held -> device(borough, held)).toList();
  }

  /** A person's certificate and the key that opens what is sealed to it. */
  record Device(PersonId person, X509Certificate certificate, PrivateKey key) {}

  Person person(PersonId id) {
    return book.people().stream()
        .filter(person -> person.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the borough has no such person"));
  }

  /** Everybody who can open copies. */
  List<Device> devices() {
    return devices;
  }

  List<Device> devices(PersonId person) {
    return devices().stream().filter(device -> device.person().equals(person)).toList();
  }

  /** The force's own signer, for the key of that id. */
  HttpSigner signer(String keyId) {
    SenderKey key =
        book.senderKeys().stream()
            .filter(listed -> listed.keyId().equals(keyId))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the borough has no such sender key"));
    try (SecretBytes secret = SampleBorough.senderKey(borough, keyId)) {
      return new HttpSigner(keyId, key.algorithm(), privateKey(secret));
    }
  }

  private static Device device(Path borough, ReaderCertificate held) {
    try (SecretBytes secret = SampleBorough.readerKey(borough, held.person())) {
      return new Device(
          held.person(), Certificates.certificate(held.certificate()), privateKey(secret));
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalStateException("a sample certificate cannot be read", unreadable);
    }
  }

  private static PrivateKey privateKey(SecretBytes pkcs8) {
    try {
      return PrivateKeys.read(pkcs8);
    } catch (InvalidKeyException unreadable) {
      throw new IllegalStateException("a sample key cannot be read", unreadable);
    }
  }
}
