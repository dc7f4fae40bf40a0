package uk.firstbell.functions.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortalWiringTest {
  private static final Map<String, String> COMPLETE =
      Map.of(
          "FIRSTBELL_SIGN_IN_ISSUERS", "https://one.example https://two.example",
          "FIRSTBELL_SIGN_IN_CLIENT", "firstbell");

  @ParameterizedTest
  @ValueSource(strings = {"FIRSTBELL_SIGN_IN_ISSUERS", "FIRSTBELL_SIGN_IN_CLIENT"})
  void fails_at_the_start_by_the_name_of_whatever_is_missing(String missing) {
    var incomplete = new TreeMap<>(COMPLETE);
    incomplete.remove(missing);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortalWiring.fromEnvironment(incomplete))
        .withMessageStartingWith(missing + " is not set");
    assertThat(PortalWiring.fromEnvironment(COMPLETE)).isNotNull();
  }
}
