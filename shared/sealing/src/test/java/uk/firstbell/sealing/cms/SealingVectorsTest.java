package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.sealing.cms.CannotOpenException.Reason;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.keys.Pem;

/** The messages of {@code events/vectors/sealing}, opened by us and by OpenSSL. */
final class SealingVectorsTest {
  private static final Path VECTORS = Path.of("..", "..", "events", "vectors", "sealing");

  /** Refused by us for what the gateway never does; OpenSSL does more than the gateway. */
  private static final Set<String> TAKEN_BY_OPENSSL =
      Set.of(
          "NOT_CMS/byte-after-the-end.der",
          "NOT_CMS/indefinite-length.der",
          "OTHER_PROFILE/aes-128-gcm-by-openssl.der",
          "OTHER_PROFILE/aes-256-cbc-by-openssl.der",
          "OTHER_PROFILE/kdf-sha384-by-openssl.der",
          "SIGNER_NOT_CERTIFIED/second-after-its-day.der",
          "SIGNER_NOT_CERTIFIED/second-before-its-day.der");

  @TempDir Path folder;
  private OpenSsl openssl;
  private byte[] content;
  private CmsOpener opener;

  @BeforeEach
  void readTheFiles() throws Exception {
    openssl = new OpenSsl(folder);
    content = Files.readAllBytes(VECTORS.resolve("content.json"));
    opener = new CmsOpener(certificate("authority"));
  }

  @ParameterizedTest
  @MethodSource("opening")
  void opens_by_our_opener_and_by_openssl(Path message) throws Exception {
    byte[] sealed = Files.readAllBytes(message);

    assertThat(opener.open(sealed, key("desk"), certificate("desk")).content()).isEqualTo(content);
    assertThat(takenByOpenSsl(message, "desk")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"desk", "phone"})
  void opens_on_either_device(String device) throws Exception {
    Path message = VECTORS.resolve("opens").resolve("two-devices.der");

    CmsOpener.Opened opened =
        opener.open(Files.readAllBytes(message), key(device), certificate(device));

    assertThat(opened.content()).isEqualTo(content);
    assertThat(opened.signedAt()).isEqualTo("2026-05-01T21:40:00Z");
    assertThat(takenByOpenSsl(message, device)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void refuses_each_message_for_the_reason_it_is_filed_under(Reason reason) throws Exception {
    List<Path> messages = files(VECTORS.resolve("refused").resolve(reason.name()));
    assertThat(messages).isNotEmpty();

    for (Path message : messages) {
      byte[] sealed = Files.readAllBytes(message);
      assertThat(
              catchThrowableOfType(
                      CannotOpenException.class,
                      () -> opener.open(sealed, key("desk"), certificate("desk")))
                  .reason())
          .as(message.toString())
          .isEqualTo(reason);
      assertThat(takenByOpenSsl(message, "desk"))
          .as(message.toString())
          .isEqualTo(TAKEN_BY_OPENSSL.contains(reason + "/" + message.getFileName()));
    }
  }

  @Test
  void has_a_folder_for_every_reason_and_no_other() throws Exception {
    assertThat(
            files(VECTORS.resolve("refused")).stream().map(Path::getFileName).map(Path::toString))
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.allOf(Reason.class).stream().map(Enum::name).toList());
  }

  /** The two commands of the folder's README. */
  private boolean takenByOpenSsl(Path message, String device) throws Exception {
    openssl.file("message.der", Files.readAllBytes(message));
    for (String name : List.of("authority.cert.pem", device + ".cert.pem", device + ".key.pem")) {
      openssl.file(name, Files.readAllBytes(VECTORS.resolve(name)));
    }
    OpenSsl.Run decrypted =
        openssl.run(
            "cms",
            "-decrypt",
            "-binary",
            "-inform",
            "DER",
            "-in",
            "message.der",
            "-recip",
            device + ".cert.pem",
            "-inkey",
            device + ".key.pem");
    if (decrypted.exit() != 0) {
      return false;
    }
    openssl.file("signed.der", decrypted.out());
    OpenSsl.Run verified =
        openssl.run(
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            "signed.der",
            "-CAfile",
            "authority.cert.pem",
            "-attime",
            "1800000000");
    return verified.exit() == 0 && Arrays.equals(verified.out(), content);
  }

  private static Stream<Path> opening() throws IOException {
    List<Path> messages = files(VECTORS.resolve("opens"));
    assertThat(messages).hasSizeGreaterThan(2);
    return messages.stream();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static X509Certificate certificate(String name) throws Exception {
    return Certificates.certificate(Files.readAllBytes(VECTORS.resolve(name + ".cert.pem")));
  }

  private static PrivateKey key(String name) throws Exception {
    return Pem.privateKey(Files.readString(VECTORS.resolve(name + ".key.pem"), US_ASCII));
  }
}
