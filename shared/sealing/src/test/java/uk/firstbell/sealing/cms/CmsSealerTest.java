package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.sealing.cms.Fixtures.NOW;
import static uk.firstbell.sealing.cms.Fixtures.RANDOM;

import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.sealing.cms.Fixtures.Reader;

final class CmsSealerTest {
  private static final byte[] COPY = "{\"child\":\"Ottoline\"}".getBytes(UTF_8);

  private final Fixtures.Authority authority = new Fixtures.Authority();
  private final CmsSealer sealer = new CmsSealer(Fixtures.signer(authority), RANDOM);
  private CmsOpener opener;

  @BeforeEach
  void trustTheAuthority() throws Exception {
    opener = new CmsOpener(authority.certificate());
  }

  @Test
  void seals_so_that_the_reader_opens_it_and_knows_when_it_was_signed() throws Exception {
    Reader reader = Reader.named("Reader");

    byte[] sealed = sealer.seal(List.of(reader.der()), COPY, NOW.plusMillis(999));

    CmsOpener.Opened opened = opener.open(sealed, reader.key(), reader.certificate());
    assertThat(opened.content()).isEqualTo(COPY);
    assertThat(opened.signedAt()).isEqualTo(NOW);
    assertThat(sealed).hasSizeBetween(COPY.length + 1_150, COPY.length + 1_250);
  }

  @Test
  void seals_to_each_of_a_readers_devices() throws Exception {
    Reader desk = Reader.named("Desk");
    Reader phone = Reader.named("Phone");

    byte[] sealed = sealer.seal(List.of(desk.der(), phone.der()), COPY, NOW);

    assertThat(opener.open(sealed, desk.key(), desk.certificate()).content()).isEqualTo(COPY);
    assertThat(opener.open(sealed, phone.key(), phone.certificate()).content()).isEqualTo(COPY);
  }

  @Test
  void hides_the_content_and_never_seals_the_same_way_twice() throws Exception {
    Reader reader = Reader.named("Reader");

    byte[] once = sealer.seal(List.of(reader.der()), COPY, NOW);
    byte[] again = sealer.seal(List.of(reader.der()), COPY, NOW);

    assertThat(new String(COPY, UTF_8)).contains("Ottoline");
    assertThat(new String(once, UTF_8)).doesNotContain("Ottoline");
    assertThat(once).isNotEqualTo(again);
  }

  @Test
  void takes_262144_bytes_and_not_one_more() throws Exception {
    Reader reader = Reader.named("Reader");
    byte[] longest = new byte[262_144];

    byte[] sealed = sealer.seal(List.of(reader.der()), longest, NOW);

    assertThat(opener.open(sealed, reader.key(), reader.certificate()).content())
        .isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sealer.seal(List.of(reader.der()), new byte[262_145], NOW))
        .withMessage("a copy's content is at most 262,144 bytes");
  }

  @Test
  void needs_a_certificate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sealer.seal(List.of(), COPY, NOW))
        .withMessage("a reader has at least one certificate");
  }

  @Test
  void cannot_use_a_certificate_out_of_date_on_either_side() throws Exception {
    Reader reader = Reader.valid(NOW, NOW.plusSeconds(60));

    assertThat(sealer.usable(reader.der(), NOW)).isTrue();
    assertThat(sealer.usable(reader.der(), NOW.plusSeconds(60))).isTrue();
    assertThat(sealer.usable(reader.der(), NOW.minusNanos(1))).isFalse();
    assertThat(sealer.usable(reader.der(), NOW.plusSeconds(61))).isFalse();
  }

  @Test
  void cannot_use_keys_other_than_p256() throws Exception {
    byte[] p384 = Reader.withKey("EC", new ECGenParameterSpec("secp384r1")).der();
    byte[] rsa =
        Reader.withKey("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)).der();
    byte[] p256 = Reader.withKey("EC", new ECGenParameterSpec("secp256r1")).der();

    assertThat(sealer.usable(p384, NOW)).isFalse();
    assertThat(sealer.usable(rsa, NOW)).isFalse();
    assertThat(sealer.usable(p256, NOW)).isTrue();
  }

  @Test
  void refuses_to_seal_to_what_it_cannot_use() throws Exception {
    byte[] good = Reader.named("Reader").der();
    byte[] unreadable = {0x30, 0};

    assertThat(sealer.usable(unreadable, NOW)).isFalse();
    assertThat(sealer.usable(Arrays.copyOf(good, good.length + 1), NOW)).isFalse();
    assertThat(sealer.usable(new BERSequence(parts(good)).getEncoded(), NOW)).isFalse();
    assertThat(sealer.usable(new DERSequence(parts(good)).getEncoded(), NOW)).isTrue();
    assertThat(sealer.usable(good, NOW)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sealer.seal(List.of(good, unreadable), COPY, NOW))
        .withMessage("a certificate is not usable");
    assertThat(sealer.seal(List.of(good), COPY, NOW)).isNotEmpty();
  }

  private static ASN1Encodable[] parts(byte[] certificate) {
    return ASN1Sequence.getInstance(certificate).toArray();
  }

  @Test
  void registers_no_provider() throws Exception {
    sealer.seal(List.of(Reader.named("Reader").der()), COPY, NOW);

    assertThat(Security.getProvider("BC")).isNull();
  }
}
