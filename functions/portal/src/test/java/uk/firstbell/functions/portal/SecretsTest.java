package uk.firstbell.functions.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.model.SecretBytes;

final class SecretsTest {
  private static final Instant NOW = Instant.parse("2026-05-05T05:45:00Z");
  private static final String ISSUER = "https://one.example";

  private String stored = "{\"https://one.example\":\"first\",\"roleApi\":\"other\"}";
  private final Secrets secrets = new Secrets(() -> secret(stored));

  @Test
  void tells_each_what_is_its_own() {
    assertThat(secrets.of(ISSUER, NOW)).isEqualTo(secret("first"));
    assertThat(secrets.of(Secrets.ROLE_API, NOW)).isEqualTo(secret("other"));
  }

  @Test
  void takes_up_a_rotated_secret_after_five_minutes_and_not_a_moment_sooner() {
    secrets.of(ISSUER, NOW);
    stored = stored.replace("first", "second");

    Instant due = NOW.plus(Duration.ofMinutes(5));
    assertThat(secrets.of(ISSUER, due.minusNanos(1))).isEqualTo(secret("first"));
    assertThat(secrets.of(ISSUER, due)).isEqualTo(secret("second"));
  }

  @Test
  void has_another_to_try_at_once_only_if_there_is_another() {
    SecretBytes refused = secrets.of(ISSUER, NOW);
    assertThat(secrets.insteadOf(refused, ISSUER, NOW)).isEmpty();

    stored = stored.replace("first", "second");
    assertThat(secrets.insteadOf(refused, ISSUER, NOW)).hasValue(secret("second"));
    assertThat(secrets.of(ISSUER, NOW)).isEqualTo(secret("second"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "[\"first\"]", "\"first\"", "", "{\"https://one.example\":"})
  void refuses_what_is_no_json_object_and_says_nothing_of_it(String other) {
    String right = stored;
    stored = other;
    assertThatIllegalStateException()
        .isThrownBy(() -> secrets.of(ISSUER, NOW))
        .withMessage("the portal's secrets are not one JSON object")
        .withNoCause();

    stored = right;
    assertThat(secrets.of(ISSUER, NOW)).isEqualTo(secret("first"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"https://one.example\":\"\"}", "{\"https://one.example\":1}"})
  void refuses_to_go_on_without_one_and_reads_again_once_it_is_stored(String without) {
    stored = without;
    assertThatIllegalStateException()
        .isThrownBy(() -> secrets.of(ISSUER, NOW))
        .withMessage("the portal's secrets have no member of that name");

    stored = "{\"https://one.example\":\"first\"}";
    assertThat(secrets.of(ISSUER, NOW.plus(Secrets.KEPT_FOR))).isEqualTo(secret("first"));
  }

  private static SecretBytes secret(String text) {
    return SecretBytes.of(text.getBytes(UTF_8));
  }
}
