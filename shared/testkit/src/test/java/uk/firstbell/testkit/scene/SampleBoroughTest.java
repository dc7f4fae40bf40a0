package uk.firstbell.testkit.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.intake.ReportReader;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.wire.directory.DirectoryFiles;
import uk.firstbell.wire.directory.IssuerEndpoint;
import uk.firstbell.wire.report.ReportJson;

final class SampleBoroughTest {
  private static final byte[] MESSAGE = {1, 2, 3};

  @Test
  void is_found_from_any_folder_of_the_repository(@TempDir Path elsewhere) throws Exception {
    Path deep = Files.createDirectories(elsewhere.resolve("a/b/c"));
    assertThatThrownBy(() -> SampleBorough.samplesAbove(deep))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "run this inside the repository: no folder above the working directory has"
                + " events/samples");

    Path samples = Files.createDirectories(elsewhere.resolve("events/samples"));

    assertThat(SampleBorough.samplesAbove(deep)).isEqualTo(samples);
    assertThat(SampleBorough.samplesAbove(elsewhere)).isEqualTo(samples);
    assertThat(SampleBorough.path().resolve("people.json")).exists();
  }

  @Test
  void lists_its_scenes() {
    assertThat(SampleBorough.events(SampleBorough.samples()))
        .contains(SampleBorough.event("bank-holiday-friday"))
        .allSatisfy(
            event -> assertThat(Outcome.beside(event).scene()).isEqualTo(Scene.read(event).name()));
  }

  @Test
  void sends_only_reports_that_keep_to_their_schema() {
    List<Path> events = SampleBorough.events(SampleBorough.samples());

    assertThat(events).isNotEmpty();
    for (Path event : events) {
      assertThat(new ReportJson().read(Scene.read(event).publish().bytes()))
          .isEqualTo(new ReportReader.Reading.WellFormed(Scene.read(event).publish().body()));
    }
  }

  @Test
  void publishes_the_private_key_to_every_certificate() throws Exception {
    List<ReaderCertificate> certificates = book().certificates();

    assertThat(certificates).hasSize(13);
    for (ReaderCertificate listed : certificates) {
      PublicKey publicKey =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(listed.certificate()))
              .getPublicKey();
      SecretBytes secret = SampleBorough.readerKey(SampleBorough.path(), listed.person());
      assertThat(belongTogether("EC", "SHA256withECDSA", secret, publicKey)).isTrue();
    }
  }

  @Test
  void publishes_the_private_key_to_every_sender_key() throws Exception {
    List<SenderKey> keys = book().senderKeys();

    assertThat(keys).hasSize(2);
    for (SenderKey key : keys) {
      String family = key.algorithm() == SenderKey.Algorithm.ED25519 ? "Ed25519" : "EC";
      String signature = family.equals("EC") ? "SHA256withECDSA" : "Ed25519";
      PublicKey publicKey =
          KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(key.publicKey()));
      SecretBytes secret = SampleBorough.senderKey(SampleBorough.path(), key.keyId());
      assertThat(belongTogether(family, signature, secret, publicKey)).isTrue();
    }
  }

  private static boolean belongTogether(
      String family, String signature, SecretBytes secret, PublicKey publicKey) throws Exception {
    PrivateKey privateKey =
        KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(secret.exposed()));
    Signature signer = Signature.getInstance(signature);
    signer.initSign(privateKey);
    signer.update(MESSAGE);
    byte[] signed = signer.sign();
    signer.initVerify(publicKey);
    signer.update(MESSAGE);
    return signer.verify(signed);
  }

  @Test
  void has_no_key_for_people_who_read_nothing() {
    assertThatThrownBy(
            () -> SampleBorough.readerKey(SampleBorough.path(), new PersonId("wxc-auditor")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the borough publishes no private key of that name");
    assertThatThrownBy(() -> SampleBorough.senderKey(SampleBorough.path(), "wxc-2026z"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static DirectoryBook book() throws Exception {
    return DirectoryFiles.read(
        SampleBorough.path(),
        Map.of(
            "sample-schools", endpoint("https://schools.example.org"),
            "sample-agencies", endpoint("https://agencies.example.org")));
  }

  private static IssuerEndpoint endpoint(String issuer) {
    return new IssuerEndpoint(issuer, URI.create(issuer + "/jwks"));
  }
}
