package uk.firstbell.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.util.Locale;

/** What a page is looked at on. */
enum Screen {
  PHONE(320, 640),
  DESKTOP(1_280, 900);

  private final int width;
  private final int height;

  Screen(int width, int height) {
    this.width = width;
    this.height = height;
  }

  NewContextOptions options() {
    return new NewContextOptions().setViewportSize(width, height);
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  String inFileName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
