package uk.firstbell.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The portal in somebody's browser, by what its pages call things in English. */
final class Portal {
  private static final Pattern GROUP = Pattern.compile("Type group (\\d) of your recovery code");

  private static final Pattern LOADING = Pattern.compile("Signing you in|One moment");

  private static final Pattern OPEN = Pattern.compile("Open (Notice|Item) \\d+, .*");

  private static final Pattern EARLIER = Pattern.compile("Open the earlier notice, .*");

  private final Visitor visitor;
  private final Page page;

  /** Its first page, as somebody finds it who is not signed in. */
  Portal(LocalRun run, Visitor visitor) {
    this.visitor = visitor.goesTo(run.portal());
    this.page = visitor.page();
    shows("Read notices for your school or team");
  }

  /**
   * What came of a request to set up a device.
   *
   * @param recovery the recovery code, in its groups
   * @param check the check code, as it is shown
   */
  record Requested(List<String> recovery, String check) {}

  Visitor visitor() {
    return visitor;
  }

  /** The page that has this heading is there. */
  Portal shows(String heading) {
    assertThat(heading(heading)).isVisible();
    return this;
  }

  Locator heading(String heading) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading).setExact(true).setLevel(1));
  }

  /** Looks at the page in both languages and on each screen, unless that was done. */
  Portal looksAt(String name) {
    if (visitor.lookedAt(name)) {
      return this;
    }
    for (String language : List.of("Cymraeg", "English")) {
      presses(language);
      visitor.looksAt(name);
    }
    return this;
  }

  Portal presses(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .first()
        .click();
    return this;
  }

  private Portal chooses(String radio) {
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(radio)).check();
    return this;
  }

  /** Goes to one's own provider and comes back, signed in or not. */
  Portal triesToSignInAs(String account) {
    presses(
        account.startsWith("w") ? "Sign in with Sample agencies" : "Sign in with Sample schools");
    page.getByText("(" + account + ")").click();
    return this;
  }

  /** Goes to one's own provider and comes back signed in; whatever then is shown. */
  Portal signsInAs(String account) {
    triesToSignInAs(account);
    assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")))
        .isVisible();
    // Whatever is shown first must be there: what is still loading would be drawn over what
    // follows.
    assertThat(page.locator("h1")).not().hasText(LOADING);
    return this;
  }

  Portal signsOut() {
    presses("Sign out");
    return shows("You are signed out");
  }

  /** Signs out, and is at the first page again. */
  Portal leaves() {
    signsOut().presses("Sign in again");
    return shows("Read notices for your school or team");
  }

  /** Sets up a further device, where the portal offers to bring the key of another one. */
  Requested setsUpAnother() {
    shows("Bring your key to this browser").looksAt("bring-key");
    return presses("Set up this device anew").setsUpDevice();
  }

  /** Says who they are. */
  Portal says(String name) {
    return shows("Set up this device").chooses(name).presses("Continue");
  }

  /** Makes a key, notes the recovery code and sends the request. */
  Requested setsUpDevice() {
    shows("Make your key").looksAt("make-key").presses("Make the key");
    shows("Your recovery code").looksAt("recovery-code");
    List<String> recovery = page.locator("ol[translate=no] li").allInnerTexts();
    presses("I have it on paper");
    shows("Show that you have the code").looksAt("check-recovery-code");
    for (Locator field : page.getByRole(AriaRole.TEXTBOX).all()) {
      String label = page.locator("label[for=" + field.getAttribute("id") + "]").innerText();
      Matcher group = GROUP.matcher(label);
      if (!group.find()) {
        throw new IllegalStateException("a field that asks for no group of the code");
      }
      field.fill(recovery.get(Integer.parseInt(group.group(1)) - 1));
    }
    presses("Send the request");
    shows("Have this device approved").looksAt("waiting");
    return new Requested(recovery, page.locator("p.fb-code").innerText());
  }

  /** Types what somebody told them, and lets their device in. */
  Portal approves(String name, String checkCode) {
    shows("Approve colleagues");
    page.getByLabel(name).first().fill(checkCode);
    return presses("Approve " + name);
  }

  /** Goes to where colleagues are approved, and lets one in. */
  Portal comesToApprove(String name, String checkCode) {
    return presses("Approve colleagues")
        .approves(name, checkCode)
        .sees("You approved " + name + ".");
  }

  Portal sees(String text) {
    assertThat(page.getByText(text).first()).isVisible();
    return this;
  }

  /** Types the recovery code of a device that is elsewhere, as people do: in small letters. */
  Portal bringsKeyBack(Requested from) {
    shows("Bring your key to this browser");
    // The first of several is the newest, and the one that was just set up.
    page.getByRole(AriaRole.RADIO).all().stream().findFirst().ifPresent(Locator::check);
    page.getByLabel("Recovery code")
        .fill(String.join(" ", from.recovery()).toLowerCase(Locale.ROOT));
    return presses("Bring the key back");
  }

  /** Notes whom they told, and how many. */
  Portal notes(String role, String people) {
    page.getByLabel("What they do at school").selectOption(role);
    page.getByLabel("How many people").fill(people);
    return presses("Note it");
  }

  /** Opens the newest of what came earlier about the child. */
  Portal opensEarlier() {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(EARLIER)).first().click();
    return this;
  }

  Portal answers(String summary) {
    chooses("Yes");
    page.getByLabel("What you know of what police asked").fill(summary);
    return presses("Send the answer");
  }

  Portal takesAwayThisDevice() {
    page.locator("section")
        .filter(new Locator.FilterOptions().setHasText("This browser"))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Take away"))
        .click();
    shows("Take this device away?").looksAt("take-away").chooses("It is lost or stolen");
    return presses("Take away");
  }

  /** Asks for the newest notice, whatever comes of it. */
  Portal triesToOpenTheNewest() {
    shows("Your notices");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(OPEN)).first().click();
    return this;
  }

  /** Opens the newest notice, and promises what everybody promises. */
  Portal opensTheNewest(String promise) {
    triesToOpenTheNewest();
    shows("Before you read");
    looksAt("before-reading");
    page.getByLabel(promise).check();
    return presses("Read it");
  }

  Portal acknowledges(String outcome) {
    return chooses(outcome).presses("Send");
  }

  Page page() {
    return page;
  }
}
