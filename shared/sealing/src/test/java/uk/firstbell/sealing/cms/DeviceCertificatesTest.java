package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static uk.firstbell.sealing.cms.Fixtures.NOW;
import static uk.firstbell.sealing.cms.Fixtures.RANDOM;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.enrolment.DeviceCertifier;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.keys.P256;

final class DeviceCertificatesTest {
  private static final byte[] COPY = "{\"child\":\"Ottoline\"}".getBytes(UTF_8);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final DeviceCertifier.Holder HOLDER =
      new DeviceCertifier.Holder(
          new PersonId("larkfield-deputy-1"), Role.DEPUTY_DSL, Unit.parse("SCHOOL-999101"));

  private final Fixtures.Authority authority = new Fixtures.Authority();
  private final DeviceCertifier certifier = new DeviceCertificates(authority, RANDOM);
  private final KeyPair device = P256.keyPair(RANDOM);
  private X509Certificate certificate;

  @BeforeEach
  void aDeviceIsCertified() throws Exception {
    certificate =
        Certificates.certificate(
            certifier.certify(HOLDER, device.getPublic().getEncoded(), NOW.plusMillis(1), YEAR));
  }

  @Test
  void says_whose_device_it_is_and_no_name() {
    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=larkfield-deputy-1,OU=DEPUTY_DSL,O=SCHOOL-999101");
    assertThat(certificate.getPublicKey()).isEqualTo(device.getPublic());
  }

  @Test
  void is_for_agreeing_keys_and_nothing_else() {
    assertThat(certificate.getKeyUsage())
        .containsExactly(false, false, false, false, true, false, false, false, false);
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
  }

  @Test
  void is_valid_from_the_second_it_says_for_as_long_as_it_says() throws Exception {
    var sealer = new CmsSealer(Fixtures.signer(authority), RANDOM);
    byte[] der = certificate.getEncoded();

    assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW);
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(YEAR));
    assertThat(sealer.usable(der, NOW)).isTrue();
    assertThat(sealer.usable(der, NOW.minusNanos(1))).isFalse();
    assertThat(sealer.usable(der, NOW.plus(YEAR))).isTrue();
    assertThat(sealer.usable(der, NOW.plus(YEAR).plusSeconds(1))).isFalse();
  }

  @Test
  void comes_from_the_gateways_authority_and_nobody_elses(@TempDir Path folder) throws Exception {
    var openssl = new OpenSsl(folder);
    openssl.pem("device.pem", "CERTIFICATE", certificate.getEncoded());
    openssl.pem("ca.pem", "CERTIFICATE", authority.certificate().getEncoded());
    openssl.pem("other.pem", "CERTIFICATE", new Fixtures.Authority().certificate().getEncoded());
    String at = Long.toString(NOW.getEpochSecond());

    assertThat(
            openssl
                .run("verify", "-x509_strict", "-attime", at, "-CAfile", "ca.pem", "device.pem")
                .out())
        .asString(UTF_8)
        .isEqualTo("device.pem: OK\n");
    assertThat(openssl.run("verify", "-attime", at, "-CAfile", "other.pem", "device.pem").exit())
        .isNotZero();
  }

  @Test
  void costs_the_authority_one_signature_no_longer_than_it_makes() {
    assertThat(authority.signed).hasSize(1);
    assertThat(authority.signed.getFirst()).hasSizeLessThanOrEqualTo(4_096);
  }

  @Test
  void certifies_a_key_again_under_another_serial_number() throws Exception {
    X509Certificate again =
        Certificates.certificate(
            certifier.certify(HOLDER, device.getPublic().getEncoded(), NOW, YEAR));

    assertThat(again.getSerialNumber()).isPositive().isNotEqualTo(certificate.getSerialNumber());
    assertThat(again.getPublicKey()).isEqualTo(certificate.getPublicKey());
  }

  @Test
  void is_one_that_copies_are_sealed_to() throws Exception {
    var sealer = new CmsSealer(Fixtures.signer(authority), RANDOM);

    byte[] sealed = sealer.seal(List.of(certificate.getEncoded()), COPY, NOW);

    var opener = new CmsOpener(authority.certificate());
    assertThat(opener.open(sealed, device.getPrivate(), certificate).content()).isEqualTo(COPY);
  }

  /** One authority certifies both, so that only what a certificate is for tells them apart. */
  @Test
  void never_signs_as_the_gateway() throws Exception {
    GatewaySigner.Identity genuine = Fixtures.signer(authority).at(NOW);
    var pretended =
        new GatewaySigner.Identity(
            Curve.secret(device.getPrivate()),
            Certificate.getInstance(certificate.getEncoded()),
            genuine.from(),
            genuine.until());

    assertThat(
            catchThrowableOfType(CannotOpenException.class, () -> openSignedBy(pretended)).reason())
        .isEqualTo(CannotOpenException.Reason.SIGNER_NOT_CERTIFIED);
    assertThat(openSignedBy(genuine)).isEqualTo(COPY);
  }

  @Test
  void certifies_keys_of_p256_alone() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    byte[] p384 = generator.generateKeyPair().getPublic().getEncoded();

    refuses(p384);
  }

  @Test
  void certifies_nothing_that_is_no_key() {
    byte[] key = device.getPublic().getEncoded();

    refuses(new byte[0]);
    refuses(new byte[] {0x30, 0});
    refuses(Arrays.copyOf(key, key.length + 1));
    assertThat(certifier.certify(HOLDER, key, NOW, YEAR)).isNotEmpty();
  }

  private void refuses(byte[] key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> certifier.certify(HOLDER, key, NOW, YEAR))
        .withMessage("a device's key is a point of P-256");
  }

  private byte[] openSignedBy(GatewaySigner.Identity signer) throws Exception {
    var reader = new Fixtures.Reader(device.getPrivate(), certificate);
    byte[] sealed =
        Envelope.seal(SignedMessage.sign(COPY, signer, NOW), List.of(reader.recipient()), RANDOM);
    return new CmsOpener(authority.certificate())
        .open(sealed, device.getPrivate(), certificate)
        .content();
  }
}
