package uk.firstbell.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages that are the local run's own: its desk and its sign-in. */
@ExtendWith(InBrowser.class)
final class DeskTest {
  private final LocalRun run;
  private final Chromium chromium;

  DeskTest(LocalRun run, Chromium chromium) {
    this.run = run;
    this.chromium = chromium;
  }

  @Test
  void publishes_and_lets_time_pass_on_any_screen() {
    try (Visitor somebody = chromium.visitor().goesTo(run.desk())) {
      somebody.looksAt("desk");
      var page = somebody.page();

      page.getByRole(AriaRole.BUTTON).getByText("Thornbury Vale").click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Published as ");
      page.getByText("To the next mail").click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("A mail was sent.");

      assertThat(page.getByRole(AriaRole.TABLE)).containsText("@thornbury-vale.example");
      somebody.looksAt("desk-with-mails");
    }
  }

  @Test
  void is_used_by_keyboard_alone() {
    try (Visitor somebody = chromium.visitor().goesTo(run.desk())) {
      somebody.reachesByKeyboard("An hour").pressesKey("Enter");

      assertThat(somebody.page().getByRole(AriaRole.STATUS)).containsText("Time has passed.");
    }
  }

  @Test
  void would_be_found_to_keep_people_out_if_it_did() {
    try (Visitor somebody = chromium.visitor().goesTo(run.desk())) {
      somebody.findsNoBarrier();
      somebody.page().evaluate("document.body.append(Object.assign(new Image(), {src: 'data:,'}))");

      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(somebody::findsNoBarrier)
          .withMessageContaining("image-alt");
    }
  }

  @Test
  void would_be_found_to_break_the_portals_policy_if_it_did() {
    Visitor somebody = chromium.visitor().goesTo(run.portal());
    somebody
        .page()
        .evaluate(
            """
            () => new Promise(broken => {
              addEventListener('securitypolicyviolation', broken);
              document.body.append(Object.assign(new Image(), {src: 'http://elsewhere.example/'}));
            }).then(() => true)
            """);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(somebody::close)
        .withMessageContaining("CSP: img-src");
  }

  @Test
  void lets_somebody_choose_whom_to_be_on_any_screen() {
    URI back = run.desk().resolve("/back");
    URI asked =
        run.signIn()
            .resolve(
                "/sample-schools/authorize?response_type=code&client_id=firstbell&state=s"
                    + "&code_challenge=c&code_challenge_method=S256&redirect_uri="
                    + back);
    try (Visitor somebody = chromium.visitor().goesTo(asked)) {
      somebody.looksAt("sign-in");

      somebody.page().getByText("thornbury-dsl").click();

      somebody.page().waitForURL(url -> url.startsWith(back.toString()));
      assertThat(somebody.page().url()).contains("code=", "state=s");
    }
  }

  @Test
  void finds_the_portals_address_by_its_name() {
    try (Visitor somebody = chromium.visitor().goesTo(run.portal())) {
      assertThat(URI.create(somebody.page().url()).getHost()).isEqualTo("localhost");
    }
  }
}
