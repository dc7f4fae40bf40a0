package uk.firstbell.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.util.Locale;

/** What a page is looked at on. */
enum Screen {
  DESKTOP(1_280, 900, false),
  PHONE(320, 640, true);

  private final int width;
  private final int height;
  private final boolean touched;

  Screen(int width, int height, boolean touched) {
    this.width = width;
    this.height = height;
    this.touched = touched;
  }

  NewContextOptions options() {
    return new NewContextOptions().setViewportSize(width, height).setHasTouch(touched);
  }

  int width() {
    return width;
  }

  String inFileName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
