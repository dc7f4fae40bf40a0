package uk.firstbell.functions.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortalWiringTest {
  private static final Map<String, String> COMPLETE =
      Map.of(
          "FIRSTBELL_SIGN_IN_ISSUERS", "https://one.example https://two.example",
          "FIRSTBELL_SIGN_IN_CLIENT", "firstbell",
          "FIRSTBELL_SIGN_IN_ROLES", "https://one.example https://api.one.example ours reader",
          "FIRSTBELL_SIGN_IN_SECRET", "sample");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FIRSTBELL_SIGN_IN_ISSUERS",
        "FIRSTBELL_SIGN_IN_CLIENT",
        "FIRSTBELL_SIGN_IN_ROLES",
        "FIRSTBELL_SIGN_IN_SECRET"
      })
  void fails_at_the_start_by_the_name_of_whatever_is_missing(String missing) {
    var incomplete = new TreeMap<>(COMPLETE);
    incomplete.remove(missing);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortalWiring.fromEnvironment(incomplete))
        .withMessageStartingWith(missing + " is not set");
    assertThat(PortalWiring.fromEnvironment(COMPLETE)).isNotNull();
  }

  @Test
  void takes_no_roles_only_where_nobody_signs_in_at_dfe_sign_in() {
    var without = new TreeMap<>(COMPLETE);
    without.put("FIRSTBELL_SIGN_IN_ROLES", "none");
    without.remove("FIRSTBELL_SIGN_IN_SECRET");
    assertThat(PortalWiring.fromEnvironment(without)).isNotNull();

    without.put("FIRSTBELL_SIGN_IN_ISSUERS", "https://oidc.signin.education.gov.uk");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortalWiring.fromEnvironment(without))
        .withMessageContaining("where DfE Sign-in is asked for roles");
  }

  @Test
  void refuses_a_place_to_ask_for_roles_that_is_not_four_words() {
    var three = new TreeMap<>(COMPLETE);
    three.put("FIRSTBELL_SIGN_IN_ROLES", "https://one.example https://api.one.example ours");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortalWiring.fromEnvironment(three))
        .withMessageContaining("four words");
  }
}
