package uk.firstbell.sealing.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.sealing.cms.Fixtures.NOW;
import static uk.firstbell.sealing.cms.Fixtures.RANDOM;
import static uk.firstbell.sealing.cms.Fixtures.TEN_YEARS;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.PrivateKeyUsagePeriod;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.Test;
import uk.firstbell.sealing.keys.Certificates;

final class GatewaySignerTest {
  private final Fixtures.Authority authority = new Fixtures.Authority();
  private final GatewaySigner signer = Fixtures.signer(authority);

  @Test
  void makes_no_key_before_its_first_use_and_one_a_day_after() {
    assertThat(authority.signed).isEmpty();

    GatewaySigner.Identity first = signer.at(NOW);
    assertThat(signer.at(NOW.plusSeconds(86_399))).isSameAs(first);
    assertThat(authority.signed).hasSize(1);

    GatewaySigner.Identity second = signer.at(NOW.plusSeconds(86_400));
    assertThat(second.key().getD()).isNotEqualTo(first.key().getD());
    assertThat(second.certificate().getSerialNumber())
        .isNotEqualTo(first.certificate().getSerialNumber());
    assertThat(authority.signed).hasSize(2);
  }

  @Test
  void makes_another_key_when_time_is_before_the_one_it_has() {
    Instant withFraction = NOW.plusMillis(500);
    GatewaySigner.Identity first = signer.at(withFraction);

    assertThat(signer.at(NOW)).isSameAs(first);
    assertThat(signer.at(NOW.minusNanos(1))).isNotSameAs(first);
  }

  @Test
  void asks_the_authority_to_sign_no_more_than_it_can() {
    signer.at(NOW);

    assertThat(authority.signed.getFirst()).hasSizeLessThanOrEqualTo(4_096);
  }

  @Test
  void its_certificate_says_what_it_is_for_and_how_long() throws Exception {
    X509Certificate certificate = Certificates.certificate(Der.bytes(signer.at(NOW).certificate()));
    X509Certificate ca = authority.certificate();

    certificate.verify(ca.getPublicKey());
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getIssuerX500Principal()).isEqualTo(ca.getSubjectX500Principal());
    assertThat(certificate.getIssuerX500Principal().getName())
        .isEqualTo("CN=Firstbell Gateway CA,O=Firstbell,C=GB");
    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=Firstbell Gateway Signing");
    assertThat(certificate.getKeyUsage())
        .containsExactly(true, false, false, false, false, false, false, false, false);
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.4");
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW);
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo("2036-04-28T21:40:00Z");

    var usage = PrivateKeyUsagePeriod.getInstance(extension(certificate, "2.5.29.16"));
    assertThat(usage.getNotBefore().getDate().toInstant()).isEqualTo("2026-05-01T21:40:00Z");
    assertThat(usage.getNotAfter().getDate().toInstant()).isEqualTo("2026-05-02T21:39:59Z");
  }

  @Test
  void the_authoritys_certificate_is_for_certifying_and_names_its_key() throws Exception {
    X509Certificate ca = authority.certificate();
    X509Certificate certificate = Certificates.certificate(Der.bytes(signer.at(NOW).certificate()));

    ca.verify(ca.getPublicKey());
    assertThat(ca.getSubjectX500Principal()).isEqualTo(ca.getIssuerX500Principal());
    assertThat(ca.getSerialNumber()).isEqualTo(1);
    assertThat(ca.getBasicConstraints()).isEqualTo(0);
    assertThat(ca.getKeyUsage())
        .containsExactly(false, false, false, false, false, true, false, false, false);
    assertThat(ca.getPublicKey().getEncoded()).isEqualTo(authority.publicKey());
    assertThat(
            AuthorityKeyIdentifier.getInstance(extension(certificate, "2.5.29.35"))
                .getKeyIdentifierOctets())
        .hasSize(20)
        .isEqualTo(SubjectKeyIdentifier.getInstance(extension(ca, "2.5.29.14")).getKeyIdentifier());
  }

  @Test
  void the_authoritys_certificate_is_the_same_but_for_its_signature() throws Exception {
    assertThat(authority.certificate().getTBSCertificate())
        .isEqualTo(authority.certificate().getTBSCertificate());
  }

  @Test
  void a_certificate_outlives_its_private_key() throws GeneralSecurityException {
    Duration day = Duration.ofDays(1);

    assertThat(new GatewaySigner(authority, day, RANDOM).at(NOW)).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GatewaySigner(authority, day.minusNanos(1), RANDOM))
        .withMessage("a certificate is valid at least while its key signs");
    assertThat(TEN_YEARS).isGreaterThan(day);
  }

  private static byte[] extension(X509Certificate certificate, String oid) {
    return ASN1OctetString.getInstance(certificate.getExtensionValue(oid)).getOctets();
  }
}
