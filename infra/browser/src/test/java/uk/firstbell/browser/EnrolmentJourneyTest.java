package uk.firstbell.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From nothing to an acknowledged notice: what somebody does who was never here before. */
@ExtendWith(InBrowser.class)
final class EnrolmentJourneyTest {
  private static final String PROMISE = "I will not contact the parents or carers about this";

  private final LocalRun run;
  private final Chromium chromium;

  EnrolmentJourneyTest(LocalRun run, Chromium chromium) {
    this.run = run;
    this.chromium = chromium;
  }

  @Test
  void a_lead_who_has_enrolled_nothing_enrols_is_approved_opens_and_acknowledges() {
    try (Visitor lead = chromium.visitor().withPasskeys();
        Visitor head = chromium.visitor()) {
      Portal hers = new Portal(run, lead).looksAt("start").signsInAs("thornbury-dsl");
      hers.looksAt("who-are-you").says("Briony Netherwood");
      Portal.Requested requested = hers.setsUpDevice();

      Portal heads = new Portal(run, head).signsInAs("thornbury-head");
      heads.shows("Approve colleagues").looksAt("approvals");
      heads.approves("Briony Netherwood", wrong(requested.check()));
      assertThat(heads.page().getByText("There is a problem")).isVisible();
      heads.looksAt("approvals-wrong-code").approves("Briony Netherwood", requested.check());
      assertThat(heads.page().getByText("There is a problem")).isHidden();

      hers.leaves().signsInAs("thornbury-dsl").shows("Your notices").looksAt("inbox-empty");
      String notification = run.publishes("thornbury-vale");
      run.passes("alert");
      hers.presses("Check again");
      hers.looksAt("inbox").opensTheNewest(PROMISE);

      assertThat(lead.page().getByText("I counted the stairs with my sister")).isVisible();
      assertThat(lead.page().title()).doesNotContain("Peverell");
      hers.looksAt("notice");
      hers.acknowledges("Support is in place").shows("Thank you, that is recorded");
      hers.looksAt("acknowledged");

      assertThat(run.asks("sample-agencies", "wxc-auditor", "/v1/audit/notifications/" + notification))
          .contains("ACKNOWLEDGED", "thornbury-dsl");
      assertThat(run.said()).doesNotContain("Peverell", "I counted the stairs");
    }
  }

  private static String wrong(String code) {
    return code.startsWith("0") ? "1" + code.substring(1) : "0" + code.substring(1);
  }
}
