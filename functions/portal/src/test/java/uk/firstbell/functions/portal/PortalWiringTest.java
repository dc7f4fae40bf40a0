package uk.firstbell.functions.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import uk.firstbell.rehearsal.WiringContract;

final class PortalWiringTest extends WiringContract {
  private static final Map<String, String> COMPLETE =
      Map.of(
          "FIRSTBELL_SIGN_IN_ISSUERS", "https://one.example https://two.example",
          "FIRSTBELL_SIGN_IN_CLIENT", "firstbell",
          "FIRSTBELL_SIGN_IN_ROLES", "https://one.example https://api.one.example ours reader",
          "FIRSTBELL_SIGN_IN_SECRET", "sample",
          "FIRSTBELL_STORY_TABLE", "story",
          "FIRSTBELL_AUDIT_TABLE", "audit");

  PortalWiringTest() {
    super(COMPLETE, PortalWiring::handler, PortalWiring::fromEnvironment);
  }

  @Test
  void takes_no_roles_only_where_nobody_signs_in_at_dfe_sign_in() {
    var without = complete();
    without.put("FIRSTBELL_SIGN_IN_ROLES", "none");
    assertThat(PortalWiring.fromEnvironment(without)).isNotNull();

    without.put("FIRSTBELL_SIGN_IN_ISSUERS", "https://oidc.signin.education.gov.uk");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortalWiring.fromEnvironment(without))
        .withMessageContaining("where DfE Sign-in is asked for roles");
  }

  @Test
  void refuses_a_place_to_ask_for_roles_that_is_not_four_words() {
    var three = complete();
    three.put("FIRSTBELL_SIGN_IN_ROLES", "https://one.example https://api.one.example ours");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortalWiring.fromEnvironment(three))
        .withMessageContaining("four words");
  }

  private static Map<String, String> complete() {
    var all = new TreeMap<>(COMPLETE);
    all.put("AWS_REGION", "eu-west-2");
    return all;
  }
}
