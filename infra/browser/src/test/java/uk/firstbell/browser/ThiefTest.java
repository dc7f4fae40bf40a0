package uk.firstbell.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.firstbell.local.Thief;
import uk.firstbell.sealing.cms.CmsOpener;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.vault.AesGcmPayloadCipher;

/**
 * What somebody reads who holds every table, queue, mail and log of a run, after a device was set
 * up in a browser and a notice was opened there.
 */
@ExtendWith(InBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThiefTest {
  private static final String PARENTS = "I will not contact the parents or carers about this";
  private static final String WORDS = "I counted the stairs with my sister";
  private static final int SCALAR_BYTES = 32;

  private final LocalRun run;
  private final Chromium chromium;
  private final Tables tables;

  /** What the browser had and nobody else may have, by what it is. */
  private final Map<String, byte[]> secrets = new LinkedHashMap<>();

  ThiefTest(LocalRun run, Chromium chromium) {
    this.run = run;
    this.chromium = chromium;
    this.tables = new Tables(run.endpoint());
  }

  @BeforeAll
  void a_deputy_sets_up_a_device_and_reads_a_notice() throws Exception {
    var told = new ConcurrentHashMap<String, byte[]>();
    Portal.Requested requested;
    try (Visitor deputy = chromium.visitor().withPasskeys().tellingSecrets(told::put);
        Visitor head = chromium.visitor()) {
      Portal his = new Portal(run, deputy).signsInAs("thornbury-deputy");
      requested = his.setsUpAnother();
      new Portal(run, head)
          .signsInAs("thornbury-head")
          .comesToApprove("Ambrose Tilleycombe", requested.check());
      run.publishes("thornbury-vale");
      his.leaves().signsInAs("thornbury-deputy").opensTheNewest(PARENTS).sees(WORDS);
    }
    assertThat(told).containsOnlyKeys("key", "prf");
    secrets.putAll(told);
    secrets.put("the number in the key", scalar(requireNonNull(told.get("key"))));
    String code = String.join("", requested.recovery());
    secrets.put("recovery code", code.getBytes(UTF_8));
    secrets.put("recovery code, small", code.toLowerCase(Locale.ROOT).getBytes(UTF_8));
    for (String between : List.of("-", " ")) {
      String parted = String.join(between, requested.recovery());
      secrets.put("recovery code, parted by '" + between + "'", parted.getBytes(UTF_8));
    }
    secrets.put("words", WORDS.getBytes(UTF_8));
  }

  @AfterAll
  void leaves_the_tables() {
    tables.close();
  }

  @Test
  void finds_the_wrapped_keys_and_the_copies_and_reads_none_of_it() throws Exception {
    Thief thief = thief();

    assertThat(thief.copies()).isPositive();
    assertThat(thief.reports()).isPositive();
    assertThat(thief.placesOf("passkey".getBytes(UTF_8))).isNotEmpty();
    assertThat(thief.placesOf("recovery".getBytes(UTF_8))).isNotEmpty();
    assertThat(thief.read()).isEmpty();
  }

  @Test
  void finds_no_secret_of_the_browser_anywhere_and_each_where_it_was_left_lying_about()
      throws Exception {
    Thief thief = thief();

    for (Map.Entry<String, byte[]> secret : secrets.entrySet()) {
      assertThat(thief.placesOf(secret.getValue())).as(secret.getKey()).isEmpty();
      for (String form : forms(secret.getValue())) {
        assertThat(tables.whilePlanted(form, this::thief).placesOf(secret.getValue()))
            .as(secret.getKey())
            .isNotEmpty();
      }
    }
  }

  @Test
  void reads_the_notice_where_the_browsers_key_was_left_lying_about() throws Exception {
    String key = Base64.getEncoder().encodeToString(secrets.get("key"));

    List<Thief.Read> read = tables.whilePlanted(key, this::thief).read();

    assertThat(read)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(new String(each.plaintext(), UTF_8)).contains(WORDS));
    assertThat(thief().read()).isEmpty();
  }

  private Thief thief() {
    var hoard = new ArrayList<Thief.Thing>(tables.everything());
    hoard.addAll(run.lines());
    try {
      return new Thief(
          hoard,
          new CmsOpener(Certificates.certificate(run.authority())),
          new AesGcmPayloadCipher(new SecureRandom()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the run shows no authority", e);
    }
  }

  /** As somebody might leave it: as text if it is one, and in base64 or hexadecimal. */
  private static List<String> forms(byte[] secret) {
    return List.of(
        Base64.getEncoder().encodeToString(secret),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
        HexFormat.of().formatHex(secret));
  }

  private static byte[] scalar(byte[] pkcs8) throws GeneralSecurityException {
    var key =
        (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    byte[] digits = key.getS().toByteArray();
    return digits.length > SCALAR_BYTES
        ? Arrays.copyOfRange(digits, digits.length - SCALAR_BYTES, digits.length)
        : digits;
  }
}
