package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.NOT_CMS;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.NOT_FOR_THIS_KEY;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.OTHER_PROFILE;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.SHORT_TAG;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.SIGNATURE_INVALID;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.SIGNER_NOT_CERTIFIED;
import static uk.firstbell.sealing.cms.CannotOpenException.Reason.TAMPERED;
import static uk.firstbell.sealing.cms.Fixtures.NOW;
import static uk.firstbell.sealing.cms.Fixtures.RANDOM;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.sealing.cms.CannotOpenException.Reason;
import uk.firstbell.sealing.cms.Fixtures.Reader;

final class CmsOpenerTest {
  private static final byte[] COPY = "{\"child\":\"Ottoline\"}".getBytes(UTF_8);

  private final Fixtures.Authority authority = new Fixtures.Authority();
  private final GatewaySigner signer = Fixtures.signer(authority);
  private Reader reader;
  private byte[] signed;
  private byte[] sealed;
  private CmsOpener opener;

  @BeforeEach
  void aSealedCopy() throws Exception {
    reader = Reader.named("Reader");
    signed = SignedMessage.sign(COPY, signer.at(NOW), NOW);
    sealed = new CmsSealer(signer, RANDOM).seal(List.of(reader.der()), COPY, NOW);
    opener = new CmsOpener(authority.certificate());
    assertThat(opened(sealed)).isEqualTo(COPY);
    assertThat(opened(sealedAgain(signed))).isEqualTo(COPY);
  }

  @Test
  void refuses_another_reader() throws Exception {
    Reader other = Reader.named("Other");

    assertThat(refusal(sealed, other)).isEqualTo(NOT_FOR_THIS_KEY);
    assertThat(refusal(sealed, new Reader(other.key(), reader.certificate()))).isEqualTo(TAMPERED);
    assertThat(refusal(sealed, new Reader(reader.key(), other.certificate())))
        .isEqualTo(NOT_FOR_THIS_KEY);
  }

  /** Every bit there is. */
  @Test
  void refuses_a_message_in_which_any_one_bit_was_flipped() {
    Map<Reason, Integer> refusals = new EnumMap<>(Reason.class);

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      CannotOpenException refusal = thrown(flipped(sealed, bit), reader);
      assertThat(refusal).as("bit %d of %s", bit, base64(sealed)).isNotNull();
      refusals.merge(refusal.reason(), 1, Integer::sum);
    }

    assertThat(refusals)
        .containsKeys(NOT_CMS, OTHER_PROFILE, NOT_FOR_THIS_KEY, TAMPERED)
        .doesNotContainKeys(SIGNATURE_INVALID, SIGNER_NOT_CERTIFIED);
  }

  /** As somebody could who knows the reader's certificate, which is no secret. */
  @Test
  void refuses_a_signed_message_in_which_any_one_bit_was_flipped_before_it_was_sealed()
      throws Exception {
    Map<Reason, Integer> refusals = new EnumMap<>(Reason.class);

    // Each has to be sealed again, so one bit of every byte; over the bytes, each of the eight.
    for (int i = 0; i < signed.length; i++) {
      int bit = i * 8 + i % 8;
      CannotOpenException refusal = thrown(sealedAgain(flipped(signed, bit)), reader);
      assertThat(refusal).as("bit %d of %s", bit, base64(signed)).isNotNull();
      refusals.merge(refusal.reason(), 1, Integer::sum);
    }

    assertThat(refusals)
        .containsKeys(OTHER_PROFILE, SIGNATURE_INVALID, SIGNER_NOT_CERTIFIED)
        .doesNotContainKeys(TAMPERED, NOT_FOR_THIS_KEY);
  }

  @Test
  void refuses_a_message_that_was_cut_or_lengthened() {
    for (int length = 0; length < sealed.length; length++) {
      assertThat(refusal(Arrays.copyOf(sealed, length), reader)).isEqualTo(NOT_CMS);
    }
    assertThat(refusal(Arrays.copyOf(sealed, sealed.length + 1), reader)).isEqualTo(NOT_CMS);
  }

  @Test
  void refuses_a_message_in_another_encoding_than_der() throws Exception {
    byte[] indefinite =
        new BERSequence(
                new ASN1Encodable[] {
                  CMSObjectIdentifiers.authEnvelopedData, new BERTaggedObject(true, 0, envelope())
                })
            .getEncoded();

    assertThat(refusal(indefinite, reader)).isEqualTo(NOT_CMS);
  }

  @Test
  void refuses_a_message_that_is_only_signed_or_only_enveloped() {
    byte[] enveloped = Der.bytes(new ContentInfo(CMSObjectIdentifiers.envelopedData, envelope()));

    assertThat(refusal(signed, reader)).isEqualTo(OTHER_PROFILE);
    assertThat(refusal(enveloped, reader)).isEqualTo(OTHER_PROFILE);
  }

  @Test
  void refuses_a_tag_of_other_than_16_bytes() throws Exception {
    byte[] tag = envelope().getMac().getOctets();
    byte[] nonce = gcm().getNonce();

    assertThat(refusal(with(new GCMParameters(nonce, 12), Arrays.copyOf(tag, 12)), reader))
        .isEqualTo(SHORT_TAG);
    assertThat(refusal(with(new GCMParameters(nonce, 16), Arrays.copyOf(tag, 12)), reader))
        .isEqualTo(SHORT_TAG);
    assertThat(refusal(with(new GCMParameters(nonce, 12), tag), reader)).isEqualTo(SHORT_TAG);
    assertThat(opened(with(new GCMParameters(nonce, 16), tag))).isEqualTo(COPY);
  }

  @Test
  void refuses_a_message_whose_content_was_never_signed() throws Exception {
    assertThat(refusal(sealedAgain(COPY), reader)).isEqualTo(OTHER_PROFILE);
  }

  @Test
  void refuses_a_signer_certified_by_another_authority_of_the_same_name() throws Exception {
    GatewaySigner impostor = Fixtures.signer(new Fixtures.Authority());

    byte[] forged = sealedAgain(SignedMessage.sign(COPY, impostor.at(NOW), NOW));

    assertThat(refusal(forged, reader)).isEqualTo(SIGNER_NOT_CERTIFIED);
  }

  @Test
  void refuses_other_content_under_a_genuine_signature() throws Exception {
    var data = SignedData.getInstance(ContentInfo.getInstance(signed).getContent());
    var other =
        new SignedData(
            data.getDigestAlgorithms(),
            new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString("{}".getBytes(UTF_8))),
            data.getCertificates(),
            null,
            data.getSignerInfos());

    byte[] forged = sealedAgain(Der.bytes(new ContentInfo(CMSObjectIdentifiers.signedData, other)));

    assertThat(refusal(forged, reader)).isEqualTo(SIGNATURE_INVALID);
  }

  @Test
  void takes_what_a_key_signed_in_its_day_and_nothing_of_a_second_before_or_after()
      throws Exception {
    GatewaySigner.Identity identity = signer.at(NOW);

    assertThat(opened(sealedAgain(SignedMessage.sign(COPY, identity, NOW)))).isEqualTo(COPY);
    assertThat(opened(sealedAgain(SignedMessage.sign(COPY, identity, NOW.plusSeconds(86_399)))))
        .isEqualTo(COPY);
    assertThat(
            refusal(sealedAgain(SignedMessage.sign(COPY, identity, NOW.minusSeconds(1))), reader))
        .isEqualTo(SIGNER_NOT_CERTIFIED);
    assertThat(
            refusal(
                sealedAgain(SignedMessage.sign(COPY, identity, NOW.plusSeconds(86_400))), reader))
        .isEqualTo(SIGNER_NOT_CERTIFIED);
  }

  @Test
  void refuses_the_authoritys_own_certificate_as_a_signers() throws Exception {
    var own = Certificate.getInstance(authority.certificate().getEncoded());
    GatewaySigner.Identity genuine = signer.at(NOW);
    var pretended = new GatewaySigner.Identity(genuine.key(), own, genuine.from(), genuine.until());

    assertThat(refusal(sealedAgain(SignedMessage.sign(COPY, pretended, NOW)), reader))
        .isEqualTo(SIGNATURE_INVALID);
  }

  @Test
  void its_refusals_hold_nothing_of_the_message() {
    CannotOpenException refusal = thrown(Arrays.copyOf(sealed, 40), reader);

    assertThat(refusal).hasMessage("a sealed message was refused");
  }

  private byte[] opened(byte[] message) throws CannotOpenException {
    return opener.open(message, reader.key(), reader.certificate()).content();
  }

  private Reason refusal(byte[] message, Reader as) {
    return thrown(message, as).reason();
  }

  private CannotOpenException thrown(byte[] message, Reader as) {
    return catchThrowableOfType(
        CannotOpenException.class, () -> opener.open(message, as.key(), as.certificate()));
  }

  private byte[] sealedAgain(byte[] content) throws GeneralSecurityException {
    return Envelope.seal(content, List.of(reader.recipient()), RANDOM);
  }

  private AuthEnvelopedData envelope() {
    return AuthEnvelopedData.getInstance(ContentInfo.getInstance(sealed).getContent());
  }

  private GCMParameters gcm() {
    return GCMParameters.getInstance(
        envelope().getAuthEncryptedContentInfo().getContentEncryptionAlgorithm().getParameters());
  }

  private byte[] with(GCMParameters parameters, byte[] tag) {
    EncryptedContentInfo content = envelope().getAuthEncryptedContentInfo();
    var changed =
        new EncryptedContentInfo(
            content.getContentType(),
            new AlgorithmIdentifier(
                content.getContentEncryptionAlgorithm().getAlgorithm(), parameters),
            content.getEncryptedContent());
    return Der.bytes(
        new ContentInfo(
            CMSObjectIdentifiers.authEnvelopedData,
            new AuthEnvelopedData(
                null,
                envelope().getRecipientInfos(),
                changed,
                null,
                new DEROctetString(tag),
                null)));
  }

  private static byte[] flipped(byte[] message, int bit) {
    byte[] flipped = message.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }

  private static String base64(byte[] message) {
    return Base64.getEncoder().encodeToString(message);
  }
}
