package uk.firstbell.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The browser that {@code infra/browser/ready} finds, without a window. */
final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Playwright playwright;
  private final Browser browser;

  /** The names of states that were looked at already: twice would only take twice the time. */
  private final Set<String> lookedAt = new HashSet<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium launch() throws IOException {
    // How long a page may take before it counts as broken, on a machine that has other things to
    // do.
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(ready())
                    .setArgs(
                        List.of(
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync"))));
  }

  private static Path ready() throws IOException {
    Process ready =
        new ProcessBuilder(module().resolve("ready").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return Path.of(new String(ready.getInputStream().readAllBytes(), UTF_8).strip());
  }

  /** This module's folder, from wherever in the repository the tests run. */
  static Path module() {
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      Path module = at.resolve("infra/browser");
      if (Files.isDirectory(module)) {
        return module;
      }
    }
    throw new IllegalStateException("run this inside the repository");
  }

  /** Somebody's own browser, which nobody used before. */
  Visitor visitor() {
    return new Visitor(browser, lookedAt);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
