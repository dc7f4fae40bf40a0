package uk.firstbell.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

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

  /** The page wipes what it got, so it is copied before anybody else has it. */
  private static final String TELL_SECRETS =
      """
      const tell = (what, bytes) =>
        tellSecret(what, btoa(String.fromCharCode(...new Uint8Array(bytes.slice(0)))));
      const subtle = crypto.subtle;
      const exporting = subtle.exportKey.bind(subtle);
      subtle.exportKey = async (format, key) => {
        const bytes = await exporting(format, key);
        if (format === 'pkcs8') await tell('key', bytes);
        return bytes;
      };
      for (const name of ['create', 'get']) {
        const asked = navigator.credentials[name].bind(navigator.credentials);
        navigator.credentials[name] = async options => {
          const given = await asked(options);
          const prf = given?.getClientExtensionResults?.().prf?.results?.first;
          if (prf) await tell('prf', prf);
          return given;
        };
      }
      """;

  /**
   * Checks the page from inside, and says what was found alone: what passed is most of it, and to
   * carry that out of the browser took longer than all else.
   */
  private static final String BARRIERS =
      """
      tags => axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(found =>
        found.violations.flatMap(rule =>
          rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.target}`)))
      """;

  /** Its paper: A4 at the 96 dots an inch of CSS, less a printer's margins. */
  private static final int PAPER_WIDTH = 718;

  private static final int PAPER_HEIGHT = 1_046;

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

  /**
   * From now on tells what the page gets of secrets, under the name of what it got: a private key
   * as it comes out of the browser's keeping, and what a passkey gives for its salt.
   */
  Visitor tellingSecrets(BiConsumer<String, byte[]> told) {
    context.exposeFunction(
        "tellSecret",
        arguments -> {
          told.accept(arguments[0].toString(), Base64.getDecoder().decode(arguments[1].toString()));
          return true;
        });
    context.addInitScript(TELL_SECRETS);
    return this;
  }

  /** Presses the Tab key until what is called {@code name} has the focus, and shows that it has. */
  Visitor reachesByKeyboard(String name) {
    var passed = new ArrayList<String>();
    for (String at = focused(); !at.startsWith(name); at = focused()) {
      passed.add(at);
      assertThat(passed).as("what the Tab key reaches").hasSizeLessThan(100);
      page.keyboard().press("Tab");
    }
    assertThat((boolean) page.evaluate("document.activeElement.matches(':focus-visible')"))
        .as("%s shows that it has the focus", name)
        .isTrue();
    return this;
  }

  Visitor pressesKey(String key) {
    page.keyboard().press(key);
    return this;
  }

  /** By what somebody hears it called who sees nothing. */
  private String focused() {
    return page.evaluate(
            """
            () => {
              const at = document.activeElement;
              return (at?.ariaLabel ?? at?.labels?.[0]?.innerText ?? at?.innerText ?? '').trim();
            }
            """)
        .toString();
  }

  /** Looks at the page on each screen, unless that was done; goes on with the last of them. */
  Visitor looksAt(String name) {
    if (lookedAt(name)) {
      return this;
    }
    lookedAt.add(name + "." + language());
    for (Screen screen : Screen.values()) {
      page.setViewportSize(screen.width(), screen.height());
      findsNoScrollingSideways(screen);
      takesPicture(name, screen.inFileName());
      if (screen == Screen.PHONE) {
        // The narrowest shows everything there is; a wider one only moves it.
        findsNoBarrier();
      }
    }
    return this;
  }

  /** Whether this state of a page was looked at already, in the language it is in. */
  boolean lookedAt(String name) {
    return lookedAt.contains(name + "." + language());
  }

  /** Nothing on the page keeps anybody out, as far as a machine can tell. */
  @SuppressWarnings("unchecked") // It is what the script gives back.
  void findsNoBarrier() {
    if (!(boolean) page.evaluate("'axe' in window")) {
      page.evaluate(AxeBuilder.getAxeScript());
    }
    assertThat((List<String>) page.evaluate(BARRIERS, WCAG))
        .as("barriers on %s", page.url())
        .isEmpty();
  }

  private void findsNoScrollingSideways(Screen on) {
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .as("no scrolling sideways")
        .isLessThanOrEqualTo(on.width());
  }

  /** Keeps what a printer would be sent, as a file and as a picture. */
  Visitor printsInto(String name) {
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    page.setViewportSize(PAPER_WIDTH, PAPER_HEIGHT);
    takesPicture(name, "paper");
    page.pdf(new Page.PdfOptions().setFormat("A4").setPath(picture(name, "paper", "pdf")));
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    page.setViewportSize(Screen.DESKTOP.width(), Screen.DESKTOP.height());
    return this;
  }

  /** Keeps a picture of the whole page under {@code target/screenshots}. */
  private void takesPicture(String name, String on) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(picture(name, on, "png")));
  }

  private Path picture(String name, String on, String kind) {
    return Chromium.module()
        .resolve("target/screenshots")
        .resolve(name + "." + on + "." + language() + "." + kind);
  }

  private String language() {
    return page.evaluate("document.documentElement.lang").toString();
  }

  /** Whatever the browser complained about until now fails the test. */
  void hasHeardNoComplaint() {
    assertThat(complaints).as("what the browser complained about").isEmpty();
  }

  @Override
  public void close() {
    context.close();
    hasHeardNoComplaint();
  }
}
