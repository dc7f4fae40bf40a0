package uk.firstbell.sealing.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.sealing.cms.Fixtures.RANDOM;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.firstbell.domain.enrolment.RequestProof;
import uk.firstbell.domain.enrolment.RequestProof.Proof.KeyNotP256;
import uk.firstbell.domain.enrolment.RequestProof.Proof.NotARequest;
import uk.firstbell.domain.enrolment.RequestProof.Proof.Proved;
import uk.firstbell.domain.enrolment.RequestProof.Proof.SignatureWrong;
import uk.firstbell.sealing.keys.P256;

final class Pkcs10ProofTest {
  private static final int VERSION = 0;
  private static final ASN1Encodable[] NO_ATTRIBUTES = {};

  private final RequestProof proof = new Pkcs10Proof();
  private final KeyPair pair = P256.keyPair(RANDOM);

  @Test
  void proves_a_request_by_the_key_in_it() {
    assertThat(provedKey(signed(info(key(pair)), pair))).isEqualTo(pair.getPublic().getEncoded());
    assertThat(pair.getPublic().getEncoded()).hasSize(91);
  }

  @Test
  void proves_a_request_that_openssl_made(@TempDir Path folder) throws Exception {
    var openssl = new OpenSsl(folder);
    openssl.pem("device.key", "PRIVATE KEY", pair.getPrivate().getEncoded());

    OpenSsl.Run made =
        openssl.run(
            "req",
            "-new",
            "-key",
            "device.key",
            "-sha256",
            "-subj",
            "/CN=anything",
            "-addext",
            "keyUsage=keyAgreement",
            "-outform",
            "DER");

    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(provedKey(made.out())).isEqualTo(pair.getPublic().getEncoded());
  }

  @Test
  void refuses_a_request_signed_by_another_key() {
    KeyPair other = P256.keyPair(RANDOM);

    assertThat(proof.prove(signed(info(key(pair)), other))).isInstanceOf(SignatureWrong.class);
    assertThat(proof.prove(signed(info(key(other)), other))).isInstanceOf(Proved.class);
  }

  @Test
  void refuses_a_signature_by_another_algorithm_or_of_another_name() throws Exception {
    ASN1Encodable info = info(key(pair));
    byte[] byRsaName =
        request(
            info,
            new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption),
            Fixtures.ecdsa(pair.getPrivate(), Der.bytes(info)));
    byte[] sha384 = jca("SHA384withECDSA", pair, Der.bytes(info));
    byte[] bySha384 =
        request(info, new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384), sha384);

    assertThat(proof.prove(byRsaName)).isInstanceOf(SignatureWrong.class);
    assertThat(proof.prove(bySha384)).isInstanceOf(SignatureWrong.class);
    assertThat(proof.prove(request(info, Profile.ECDSA_WITH_SHA256, sha384)))
        .isInstanceOf(SignatureWrong.class);
  }

  @Test
  void refuses_a_key_that_is_not_of_p256() throws Exception {
    KeyPair p384 = pair("EC", new ECGenParameterSpec("secp384r1"));
    KeyPair rsa = pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));

    assertThat(proof.prove(signed(info(key(p384)), p384))).isInstanceOf(KeyNotP256.class);
    assertThat(
            proof.prove(
                request(
                    info(key(rsa)),
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption),
                    jca("SHA256withRSA", rsa, Der.bytes(info(key(rsa)))))))
        .isInstanceOf(KeyNotP256.class);
  }

  /** A device is known by the digest of its key, so that each key has to have one form. */
  @Test
  void refuses_a_key_of_p256_in_another_form() {
    byte[] point = key(pair).getPublicKeyData().getBytes();
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = (byte) (2 + (point[64] & 1));
    X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
    var spelledOut =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new X962Parameters(curve));

    assertThat(
            proof.prove(signed(info(new SubjectPublicKeyInfo(Profile.P256_KEY, compressed)), pair)))
        .isInstanceOf(KeyNotP256.class);
    assertThat(proof.prove(signed(info(new SubjectPublicKeyInfo(spelledOut, point)), pair)))
        .isInstanceOf(KeyNotP256.class);
    assertThat(proof.prove(signed(info(new SubjectPublicKeyInfo(Profile.P256_KEY, point)), pair)))
        .isInstanceOf(Proved.class);
  }

  @Test
  void refuses_a_point_that_is_not_on_the_curve() {
    byte[] point = key(pair).getPublicKeyData().getBytes();
    point[64] ^= 1;

    assertThat(proof.prove(signed(info(new SubjectPublicKeyInfo(Profile.P256_KEY, point)), pair)))
        .isInstanceOf(KeyNotP256.class);
  }

  @Test
  void refuses_another_version() {
    assertThat(proof.prove(signed(info(1, key(pair), NO_ATTRIBUTES), pair)))
        .isInstanceOf(NotARequest.class);
    assertThat(proof.prove(signed(info(VERSION, key(pair), NO_ATTRIBUTES), pair)))
        .isInstanceOf(Proved.class);
  }

  @Test
  void refuses_a_request_that_was_cut_or_lengthened() {
    byte[] request = signed(info(key(pair)), pair);

    for (int length = 0; length < request.length; length++) {
      assertThat(proof.prove(Arrays.copyOf(request, length))).isInstanceOf(NotARequest.class);
    }
    assertThat(proof.prove(Arrays.copyOf(request, request.length + 1)))
        .isInstanceOf(NotARequest.class);
  }

  @Test
  void refuses_another_encoding_than_der_and_what_is_no_request() throws Exception {
    ASN1Encodable info = info(key(pair));
    var signature = new DERBitString(Fixtures.ecdsa(pair.getPrivate(), Der.bytes(info)));
    ASN1Encodable[] parts = {info, Profile.ECDSA_WITH_SHA256, signature};

    assertThat(proof.prove(new BERSequence(parts).getEncoded())).isInstanceOf(NotARequest.class);
    assertThat(proof.prove(Der.bytes(new DERSequence(parts)))).isInstanceOf(Proved.class);
    assertThat(proof.prove(pair.getPublic().getEncoded())).isInstanceOf(NotARequest.class);
  }

  @Test
  void takes_2048_bytes_and_not_one_more() {
    byte[] longest = ofLength(2_048);
    byte[] longer = ofLength(2_049);

    assertThat(proof.prove(longest)).isInstanceOf(Proved.class);
    assertThat(proof.prove(longer)).isInstanceOf(NotARequest.class);
  }

  /** Every bit there is; each kind of fault is met. */
  @Test
  void refuses_a_request_in_which_any_one_bit_was_flipped() {
    byte[] request = signed(info(key(pair)), pair);
    Map<Class<?>, Integer> outcomes = new HashMap<>();

    for (int bit = 0; bit < request.length * 8; bit++) {
      byte[] flipped = request.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      outcomes.merge(proof.prove(flipped).getClass(), 1, Integer::sum);
    }

    assertThat(outcomes)
        .containsOnlyKeys(NotARequest.class, KeyNotP256.class, SignatureWrong.class);
  }

  private byte[] provedKey(byte[] request) {
    return ((Proved) proof.prove(request)).publicKey();
  }

  /** Padded by an attribute; signed again and again, for the length of a signature varies. */
  private byte[] ofLength(int bytes) {
    byte[] request = new byte[0];
    int padding = bytes - 300;
    while (request.length != bytes) {
      var attribute =
          new Attribute(
              PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
              new DERSet(new DEROctetString(new byte[padding])));
      request = signed(info(VERSION, key(pair), attribute), pair);
      padding += bytes - request.length;
    }
    return request;
  }

  private static ASN1Encodable info(SubjectPublicKeyInfo key) {
    return info(VERSION, key, NO_ATTRIBUTES);
  }

  private static ASN1Encodable info(
      int version, SubjectPublicKeyInfo key, ASN1Encodable... attributes) {
    return new DERSequence(
        new ASN1Encodable[] {
          new ASN1Integer(version),
          new X500Name("CN=anything"),
          key,
          new DERTaggedObject(false, 0, new DERSet(attributes))
        });
  }

  private static byte[] signed(ASN1Encodable info, KeyPair by) {
    return request(
        info, Profile.ECDSA_WITH_SHA256, Fixtures.ecdsa(by.getPrivate(), Der.bytes(info)));
  }

  private static byte[] request(
      ASN1Encodable info, AlgorithmIdentifier algorithm, byte[] signature) {
    return Der.bytes(
        new DERSequence(new ASN1Encodable[] {info, algorithm, new DERBitString(signature)}));
  }

  private static SubjectPublicKeyInfo key(KeyPair pair) {
    return SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
  }

  private static KeyPair pair(String algorithm, AlgorithmParameterSpec kind) throws Exception {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(kind);
    return generator.generateKeyPair();
  }

  private static byte[] jca(String algorithm, KeyPair pair, byte[] message) throws Exception {
    var signature = java.security.Signature.getInstance(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(message);
    return signature.sign();
  }
}
