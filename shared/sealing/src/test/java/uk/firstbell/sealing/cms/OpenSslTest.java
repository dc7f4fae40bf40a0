package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static uk.firstbell.sealing.cms.Fixtures.NOW;
import static uk.firstbell.sealing.cms.Fixtures.RANDOM;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.sealing.cms.Fixtures.Reader;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.keys.P256;

/** What we seal, opened and verified by OpenSSL; what OpenSSL seals, opened by us. */
final class OpenSslTest {
  private static final byte[] COPY = "{\"child\":\"Sample\",\"ş\":\"ı\"}\n".getBytes(UTF_8);
  private static final String AT = Long.toString(NOW.plusSeconds(172_800).getEpochSecond());

  @TempDir Path folder;

  private final Fixtures.Authority authority = new Fixtures.Authority();
  private final GatewaySigner signer = Fixtures.signer(authority);
  private final CmsSealer sealer = new CmsSealer(signer, RANDOM);
  private OpenSsl openssl;

  @BeforeEach
  void hasOpenSslAndItsFiles() throws Exception {
    openssl = new OpenSsl(folder);
    assertThat(new String(openssl.run("version").out(), UTF_8))
        .matches("OpenSSL ([3-9]|[1-9][0-9]+)\\.(?s:.*)");
    openssl.pem("ca.pem", "CERTIFICATE", authority.certificate().getEncoded());
  }

  @Test
  void opens_our_message_and_verifies_our_signature() throws Exception {
    Reader reader = Reader.named("Reader");
    openssl.file("message.der", sealer.seal(List.of(reader.der()), COPY, NOW));

    OpenSsl.Run decrypted = decrypt(reader);
    assertThat(decrypted.err()).isEmpty();
    openssl.file("signed.der", decrypted.out());

    OpenSsl.Run verified = verify("signed.der");
    assertThat(verified.exit()).as(verified.err()).isZero();
    assertThat(verified.out()).isEqualTo(COPY);
  }

  @Test
  void opens_our_message_on_each_device_and_on_nobody_elses() throws Exception {
    Reader desk = Reader.named("Desk");
    Reader phone = Reader.named("Phone");
    Reader other = Reader.named("Other");
    openssl.file("message.der", sealer.seal(List.of(desk.der(), phone.der()), COPY, NOW));

    assertThat(decrypt(desk).exit()).isZero();
    assertThat(decrypt(phone).exit()).isZero();
    assertThat(decrypt(other).exit()).isNotZero();
  }

  @Test
  void refuses_our_message_with_a_bit_flipped_in_its_content() throws Exception {
    Reader reader = Reader.named("Reader");
    byte[] sealed = sealer.seal(List.of(reader.der()), COPY, NOW);
    openssl.file("message.der", sealed);
    assertThat(decrypt(reader).exit()).isZero();

    sealed[sealed.length - 30] ^= 1;
    openssl.file("message.der", sealed);

    assertThat(decrypt(reader).exit()).isNotZero();
  }

  @Test
  void does_not_verify_a_message_signed_under_another_authority() throws Exception {
    var impostor = Fixtures.signer(new Fixtures.Authority());
    openssl.file("good.der", SignedMessage.sign(COPY, signer.at(NOW), NOW));
    openssl.file("bad.der", SignedMessage.sign(COPY, impostor.at(NOW), NOW));

    assertThat(verify("good.der").exit()).isZero();
    assertThat(verify("bad.der").exit()).isNotZero();
  }

  @Test
  void we_open_what_openssl_signed_and_sealed() throws Exception {
    Reader reader = Reader.named("Reader");

    byte[] sealed = sealedByOpenSsl(reader, "-aes-256-gcm");

    var opener = new CmsOpener(authority.certificate());
    CmsOpener.Opened opened = opener.open(sealed, reader.key(), reader.certificate());
    assertThat(opened.content()).isEqualTo(COPY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-aes-256-cbc", "-aes-128-gcm"})
  void we_refuse_what_openssl_sealed_with_another_cipher(String cipher) throws Exception {
    Reader reader = Reader.named("Reader");

    byte[] sealed = sealedByOpenSsl(reader, cipher);

    var opener = new CmsOpener(authority.certificate());
    assertThat(
            catchThrowableOfType(
                    CannotOpenException.class,
                    () -> opener.open(sealed, reader.key(), reader.certificate()))
                .reason())
        .isEqualTo(CannotOpenException.Reason.OTHER_PROFILE);
  }

  @Test
  void names_a_certificate_in_the_trail_by_the_fingerprint_that_openssl_gives_it()
      throws Exception {
    byte[] pem = Files.readAllBytes(folder.resolve("ca.pem"));
    OpenSsl.Run run = openssl.run("x509", "-in", "ca.pem", "-noout", "-fingerprint", "-sha256");
    String fingerprint = new String(run.out(), US_ASCII).strip();
    assertThat(fingerprint).contains("=");

    assertThat(Fields.sha256(Certificates.certificate(pem).getEncoded()))
        .isEqualTo(
            fingerprint
                .substring(fingerprint.indexOf('=') + 1)
                .replace(":", "")
                .toLowerCase(Locale.ROOT));
  }

  private byte[] sealedByOpenSsl(Reader reader, String cipher) throws Exception {
    // OpenSSL signs by its own clock, so this key is in use for as long as that could matter.
    KeyPair pair = P256.keyPair(RANDOM);
    Certificate certificate =
        new GatewayCa(authority)
            .signing(
                BigInteger.TWO,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
                Instant.parse("2020-01-01T00:00:00Z"),
                Duration.ofDays(10_000),
                Duration.ofDays(10_000));
    openssl.pem("signer.pem", "CERTIFICATE", Der.bytes(certificate));
    openssl.pem("signer.key", "PRIVATE KEY", pair.getPrivate().getEncoded());
    openssl.pem("reader.pem", "CERTIFICATE", reader.der());
    openssl.file("copy.json", COPY);
    OpenSsl.Run signed =
        openssl.run(
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-outform",
            "DER",
            "-md",
            "sha256",
            "-in",
            "copy.json",
            "-signer",
            "signer.pem",
            "-inkey",
            "signer.key");
    assertThat(signed.exit()).as(signed.err()).isZero();
    openssl.file("signed.der", signed.out());
    OpenSsl.Run sealed =
        openssl.run(
            "cms",
            "-encrypt",
            "-binary",
            cipher,
            "-outform",
            "DER",
            "-in",
            "signed.der",
            "-recip",
            "reader.pem",
            "-keyopt",
            "ecdh_kdf_md:sha256",
            "-aes256-wrap");
    assertThat(sealed.exit()).as(sealed.err()).isZero();
    return sealed.out();
  }

  private OpenSsl.Run decrypt(Reader reader) throws Exception {
    openssl.pem("reader.pem", "CERTIFICATE", reader.der());
    openssl.pem("reader.key", "PRIVATE KEY", reader.key().getEncoded());
    return openssl.run(
        "cms",
        "-decrypt",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "message.der",
        "-recip",
        "reader.pem",
        "-inkey",
        "reader.key");
  }

  /** Two days after signing: the private key's day is over, its signatures stand. */
  private OpenSsl.Run verify(String signed) throws Exception {
    return openssl.run(
        "cms", "-verify", "-binary", "-inform", "DER", "-in", signed, "-CAfile", "ca.pem",
        "-attime", AT);
  }
}
