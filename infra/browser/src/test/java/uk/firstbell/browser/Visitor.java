package uk.firstbell.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Somebody with a browser of their own. Whatever that browser complains about while they use it, a
 * breach of a page's security policy above all, fails the test when they leave.
 */
final class Visitor implements AutoCloseable {
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  /** Chromium's own word for any answer of 400 or more, which some journeys are about. */
  private static final String REFUSED_ANSWER = "Failed to load resource";

  /** A policy is broken silently where whoever breaks it catches the error. */
  private static final String TELL_OF_BREACHES =
      """
      addEventListener('securitypolicyviolation', breach =>
        console.error('CSP: ' + breach.violatedDirective + ' ' + breach.blockedURI));
      """;

  private final Set<String> lookedAt;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Visitor(Browser browser, Set<String> lookedAt) {
    this.lookedAt = lookedAt;
    this.context = browser.newContext(Screen.DESKTOP.options());
    context.addInitScript(TELL_OF_BREACHES);
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> complaints.add(error.error()));
    this.page = context.newPage();
  }

  private void hear(ConsoleMessage message) {
    boolean grave = List.of("error", "warning").contains(message.type());
    if (grave && !message.text().startsWith(REFUSED_ANSWER)) {
      complaints.add(message.type() + ": " + message.text());
    }
  }

  Page page() {
    return page;
  }

  Visitor goesTo(URI address) {
    page.navigate(address.toString());
    return this;
  }

  /** From now on the browser has a passkey device that asks for a finger, and always gets it. */
  Visitor withPasskeys() {
    CDPSession devices = context.newCDPSession(page);
    devices.send("WebAuthn.enable");
    var device = new JsonObject();
    device.addProperty("protocol", "ctap2");
    device.addProperty("ctap2Version", "ctap2_1");
    device.addProperty("transport", "internal");
    device.addProperty("hasResidentKey", true);
    device.addProperty("hasUserVerification", true);
    device.addProperty("isUserVerified", true);
    device.addProperty("hasPrf", true);
    device.addProperty("automaticPresenceSimulation", true);
    var options = new JsonObject();
    options.add("options", device);
    devices.send("WebAuthn.addVirtualAuthenticator", options);
    return this;
  }

  /** Presses a key until what is called {@code name} has the focus, then Enter. */
  Visitor reachesByKeyboard(String name) {
    var passed = new ArrayList<String>();
    for (String at = focused(); !at.equals(name); at = focused()) {
      passed.add(at);
      assertThat(passed).as("what the Tab key reaches").hasSizeLessThan(100);
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Enter");
    return this;
  }

  private String focused() {
    return page.evaluate("document.activeElement?.innerText?.trim() ?? ''").toString();
  }

  /** Looks at the page on each screen, unless that was done; goes on with the last of them. */
  Visitor looksAt(String name) {
    if (lookedAt(name)) {
      return this;
    }
    lookedAt.add(name + "." + language());
    for (Screen screen : Screen.values()) {
      page.setViewportSize(screen.width(), screen.height());
      findsNoBarrier(screen);
      takesPicture(name, screen);
    }
    return this;
  }

  /** Whether this state of a page was looked at already, in the language it is in. */
  boolean lookedAt(String name) {
    return lookedAt.contains(name + "." + language());
  }

  /** Nothing on the page keeps anybody out, as far as a machine can tell. */
  private void findsNoBarrier(Screen on) {
    var found = new AxeBuilder(page).withTags(WCAG).analyze().getViolations();
    assertThat(found)
        .as("barriers on %s", page.url())
        .allSatisfy(rule ->
            assertThat(rule.getNodes()).as("%s: %s", rule.getId(), rule.getHelp()).isEmpty());
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .as("no scrolling sideways")
        .isLessThanOrEqualTo(on.width());
  }

  /** Keeps a picture of the whole page under {@code target/screenshots}. */
  private void takesPicture(String name, Screen on) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(
                Chromium.module()
                    .resolve("target/screenshots")
                    .resolve(name + "." + on.inFileName() + "." + language() + ".png")));
  }

  private String language() {
    return page.evaluate("document.documentElement.lang").toString();
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).as("what the browser complained about").isEmpty();
  }
}
