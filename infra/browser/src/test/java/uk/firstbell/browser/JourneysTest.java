package uk.firstbell.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What people do in the portal, and what must not be possible there. Each begins in a new browser,
 * but for those of the deputy, whose device was set up once and is used from day to day.
 */
@ExtendWith(InBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JourneysTest {
  private static final String PARENTS = "I will not contact the parents or carers about this";
  private static final String FAMILY =
      "I will not contact the family, or anybody who may tell them";
  private static final String DEPUTY = "Ambrose Tilleycombe";
  private static final String WORDS = "I counted the stairs with my sister";

  private final LocalRun run;
  private final Chromium chromium;
  private @Nullable Visitor deputy;

  JourneysTest(LocalRun run, Chromium chromium) {
    this.run = run;
    this.chromium = chromium;
  }

  /** Signed in, with a notice that came a moment ago. */
  private Portal deputyWithNotice() {
    Visitor theirs = deputy();
    run.publishes("thornbury-vale");
    return new Portal(run, theirs).signsInAs("thornbury-deputy");
  }

  private Visitor deputy() {
    if (deputy == null) {
      deputy = chromium.visitor().withPasskeys();
      enrols(deputy, "thornbury-deputy", DEPUTY, "thornbury-head");
    }
    return deputy;
  }

  @AfterEach
  void the_deputys_browser_has_nothing_to_complain_about() {
    if (deputy != null) {
      deputy.hasHeardNoComplaint();
    }
  }

  @AfterAll
  void the_deputy_closes_their_browser() {
    if (deputy != null) {
      deputy.close();
    }
  }

  @Test
  void a_lead_who_has_enrolled_nothing_enrols_is_approved_opens_and_acknowledges() {
    try (Visitor lead = chromium.visitor().withPasskeys();
        Visitor head = chromium.visitor()) {
      Portal hers = new Portal(run, lead).looksAt("start").signsInAs("thornbury-dsl");
      hers.looksAt("who-are-you").says("Briony Netherwood");
      Portal.Requested requested = hers.setsUpDevice();

      Portal heads = new Portal(run, head).signsInAs("thornbury-head");
      heads.looksAt("approvals").approves("Briony Netherwood", wrong(requested.check()));
      assertThat(heads.page().getByText("There is a problem")).isVisible();
      heads.looksAt("approvals-wrong-code");
      heads.approves("Briony Netherwood", requested.check());
      assertThat(heads.page().getByText("You approved Briony Netherwood.")).isVisible();

      hers.leaves().signsInAs("thornbury-dsl").shows("Your notices").looksAt("inbox-empty");
      String notification = run.publishes("thornbury-vale");
      run.passes("alert");
      hers.leaves().signsInAs("thornbury-dsl").looksAt("inbox").opensTheNewest(PARENTS);

      assertThat(hers.page().getByText(WORDS)).isVisible();
      assertThat(hers.page().title()).doesNotContain("Peverell");
      assertThat(hers.page().url()).isEqualTo(run.portal().toString());
      assertThat(hers.page().getByText("020 7946 0990")).isVisible();
      hers.looksAt("notice");
      hers.acknowledges("Support is in place").shows("Thank you, that is recorded");
      hers.looksAt("acknowledged");

      assertThat(
              run.asks("sample-agencies", "wxc-auditor", "/v1/audit/notifications/" + notification))
          .contains("COPY_FETCHED", "COPY_OPENED", "ACKNOWLEDGED", "thornbury-dsl");
      assertThat(run.said()).doesNotContain("Peverell", WORDS);
    }
  }

  /** On a device of its own: a passkey that is made elsewhere takes the place of this browser's. */
  @Test
  void a_deputy_opens_again_by_passkey_after_the_browser_forgot_and_by_recovery_code_on_another() {
    try (Visitor here = chromium.visitor().withPasskeys();
        Visitor elsewhere = chromium.visitor().withPasskeys()) {
      Portal.Requested requested = enrols(here, "thornbury-deputy", DEPUTY, "thornbury-head");
      run.publishes("thornbury-vale");
      Portal his = new Portal(run, here).signsInAs("thornbury-deputy");
      his.opensTheNewest(PARENTS).sees(WORDS);

      his.page()
          .evaluate("new Promise(done => indexedDB.deleteDatabase('firstbell').onsuccess = done)");
      his.leaves().signsInAs("thornbury-deputy").shows("Bring your key to this browser");
      his.presses("Use your passkey").opensTheNewest(PARENTS).sees(WORDS);

      Portal there = new Portal(run, elsewhere).signsInAs("thornbury-deputy");
      there.bringsKeyBack(requested).shows("Your key is here").looksAt("key-is-here");
      there.presses("Make a passkey").opensTheNewest(PARENTS).sees(WORDS);
    }
  }

  @Test
  void the_page_is_dead_after_signing_out_and_going_back() {
    Portal his = deputyWithNotice().opensTheNewest(PARENTS).sees(WORDS);

    his.signsOut().looksAt("signed-out");
    assertThat(his.page().getByText(WORDS)).isHidden();
    his.page().goBack();
    his.page().goForward();

    assertThat(his.page().getByText(WORDS)).isHidden();
    assertThat(
            his.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")))
        .isHidden();
    assertThat(his.page().evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))
        .isEqualTo("{}");
  }

  @Test
  void a_copy_that_was_changed_in_the_table_is_not_opened() {
    try (var tables = new Tables(run.endpoint())) {
      Portal his = deputyWithNotice();
      assertThat(tables.tamperWithCopiesOf("thornbury-deputy")).isPositive();

      his.triesToOpenTheNewest().shows("This notice cannot be opened").looksAt("cannot-open");

      his.sees("The notice was changed on its way.");
      assertThat(tables.tamperWithCopiesOf("thornbury-deputy")).isPositive();
      his.presses("Try again").shows("Before you read");
    }
  }

  @Test
  void a_second_notice_about_a_child_shows_the_first_and_whom_the_deputy_told() {
    deputyWithNotice().opensTheNewest(PARENTS).sees(WORDS);
    run.passes("hour");
    Portal his = deputyWithNotice().opensTheNewest(PARENTS).sees(WORDS);

    his.sees("Earlier notices").sees("Domestic abuse, came ");
    his.notes("Class teacher", "2").sees("That is noted.");
    his.sees("Class teacher, 2 people,");
    his.looksAt("notice-with-earlier").visitor().printsInto("notice");

    his.opensEarlier().shows("Before you read");
    assertThat(his.page().getByLabel(PARENTS)).isVisible();
  }

  @Test
  void everything_from_signing_in_to_answering_is_done_by_keyboard_alone() {
    Visitor hands = deputyWithNotice().leaves().visitor();

    hands.reachesByKeyboard("Sign in with Sample schools").pressesKey("Enter");
    hands.page().waitForURL(url -> url.contains("authorize"));
    hands.reachesByKeyboard(DEPUTY).pressesKey("Enter");
    assertThat(hands.page().locator("h1")).hasText("Your notices");
    hands.reachesByKeyboard("Open Notice").pressesKey("Enter");
    assertThat(hands.page().locator("h1")).hasText("Before you read");
    hands.reachesByKeyboard(PARENTS).pressesKey("Space");
    hands.reachesByKeyboard("Read it").pressesKey("Enter");
    assertThat(hands.page().locator("h1")).containsText("Notice about");
    hands.reachesByKeyboard("Support is in place").pressesKey("ArrowDown");
    hands.reachesByKeyboard("Send").pressesKey("Enter");

    assertThat(hands.page().locator("h1")).hasText("Thank you, that is recorded");
  }

  @Test
  void a_device_whose_certificate_has_ended_reads_nothing_and_is_set_up_anew() {
    try (Visitor other = chromium.visitor().withPasskeys();
        var tables = new Tables(run.endpoint())) {
      enrols(other, "oakmere-deputy-2", "Caspian Fernlock", "oakmere-head");
      assertThat(tables.endDevicesOf("oakmere-deputy-2")).isPositive();

      Portal theirs = new Portal(run, other).signsInAs("oakmere-deputy-2").shows("Your notices");

      theirs.sees("your device can open no notices, and new ones do not come to you");
      theirs.looksAt("inbox-device-ended").presses("Set up this device anew");
      theirs.shows("Make your key");
    }
  }

  @Test
  void the_lead_of_another_school_sees_nothing() {
    try (Visitor other = chromium.visitor().withPasskeys()) {
      enrols(other, "oakmere-dsl", "Tobiah Acornley", "oakmere-head");
      run.publishes("thornbury-vale");

      Portal theirs = new Portal(run, other).signsInAs("oakmere-dsl").shows("Your notices");

      assertThat(theirs.page().getByText("There is nothing for you to read.")).isVisible();
    }
  }

  @Test
  void social_care_is_let_in_by_two_answers_a_case_and_its_clock_stops() {
    try (Visitor worker = chromium.visitor().withPasskeys();
        Visitor officer = chromium.visitor();
        Visitor duty = chromium.visitor()) {
      Portal theirs = new Portal(run, worker).signsInAs("wexcombe-mash");
      String code = theirs.setsUpAnother().check();
      new Portal(run, officer)
          .signsInAs("wexcombe-officer")
          .comesToApprove("Cosimo Hartlebury", code);
      theirs.presses("Check whether it is approved").shows("One more approval to come");
      theirs.looksAt("one-more-approval");
      new Portal(run, duty).signsInAs("wexcombe-la-duty").comesToApprove("Cosimo Hartlebury", code);
      run.publishes("wexcombe-social-care");

      theirs.leaves().signsInAs("wexcombe-mash").shows("Your notices").looksAt("inbox-with-case");
      theirs.opensTheNewest(FAMILY).looksAt("case");
      theirs.answers("The family has had a worker since the spring.");
      theirs.shows("Your answer is sent, and the clock has stopped").looksAt("answered");

      theirs.presses("Back to your notices");
      assertThat(theirs.page().getByText("Contact is made")).isVisible();
    }
  }

  @Test
  void a_device_that_was_taken_away_reads_nothing_more() {
    try (Visitor other = chromium.visitor().withPasskeys()) {
      enrols(other, "oakmere-deputy-1", "Ottoline Pondersby", "oakmere-head");
      Portal theirs = new Portal(run, other).signsInAs("oakmere-deputy-1").shows("Your notices");

      theirs.presses("My devices").shows("My devices").looksAt("devices");
      theirs.takesAwayThisDevice();

      theirs.shows("You have been signed out");
      assertThat(theirs.page().getByText("One of your devices was reported lost")).isVisible();
      theirs.looksAt("device-taken-away").presses("Sign in again").signsInAs("oakmere-deputy-1");
      theirs.shows("Bring your key to this browser");
    }
  }

  @Test
  void a_lead_whose_role_was_taken_at_the_sign_in_comes_no_further_until_it_is_given_back() {
    run.turnsRoleOf("larkfield-dsl");
    try (Visitor lead = chromium.visitor()) {
      Portal hers = new Portal(run, lead).triesToSignInAs("larkfield-dsl");

      hers.shows("You could not be signed in").looksAt("not-signed-in");
      run.turnsRoleOf("larkfield-dsl");
      hers.presses("Sign in again").signsInAs("larkfield-dsl");
    }
  }

  /** Sets up a further device in that browser, and has it approved. */
  private Portal.Requested enrols(Visitor visitor, String account, String name, String approver) {
    Portal portal = new Portal(run, visitor).signsInAs(account);
    Portal.Requested requested = portal.setsUpAnother();
    try (Visitor head = chromium.visitor()) {
      new Portal(run, head).signsInAs(approver).comesToApprove(name, requested.check());
    }
    portal.leaves();
    return requested;
  }

  private static String wrong(String code) {
    return (code.startsWith("0") ? "1" : "0") + code.substring(1);
  }
}
