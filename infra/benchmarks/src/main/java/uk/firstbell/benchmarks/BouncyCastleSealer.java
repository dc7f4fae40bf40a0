package uk.firstbell.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputAEADEncryptor;

/**
 * The same message by the shortest way there is: Bouncy Castle's generators, its provider under
 * them. What Firstbell is measured against, and nothing that Firstbell runs.
 */
final class BouncyCastleSealer {
  private BouncyCastleSealer() {}

  static byte[] seal(X509Certificate reader, byte[] content, Instant now, byte[] signature)
      throws GeneralSecurityException, IOException, CMSException, OperatorCreationException {
    var provider = new BouncyCastleProvider();
    Security.addProvider(provider);

    KeyPair signing = keyPair(provider);
    var name = new X500Name("CN=Signing");
    X509CertificateHolder certificate =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.TWO,
                Date.from(now),
                Date.from(now.plus(Duration.ofDays(3_653))),
                name,
                signing.getPublic())
            .build(new Fixed(signature));
    var signed = new CMSSignedDataGenerator();
    signed.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setProvider(provider)
            .build("SHA256withECDSA", signing.getPrivate(), certificate));
    signed.addCertificate(certificate);
    byte[] message = signed.generate(new CMSProcessableByteArray(content), true).getEncoded();

    KeyPair ephemeral = keyPair(provider);
    var enveloped = new CMSAuthEnvelopedDataGenerator();
    enveloped.addRecipientInfoGenerator(
        new JceKeyAgreeRecipientInfoGenerator(
                CMSAlgorithm.ECDH_SHA256KDF,
                ephemeral.getPrivate(),
                ephemeral.getPublic(),
                CMSAlgorithm.AES256_WRAP)
            .setProvider(provider)
            .addRecipient(reader));
    return enveloped
        .generate(
            new CMSProcessableByteArray(message),
            (OutputAEADEncryptor)
                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                    .setProvider(provider)
                    .build())
        .getEncoded();
  }

  private static KeyPair keyPair(BouncyCastleProvider provider) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** Signs everything the same way. */
  private record Fixed(byte[] signature) implements ContentSigner {
    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
      return new ByteArrayOutputStream();
    }

    @Override
    public byte[] getSignature() {
      return signature;
    }
  }
}
