package uk.firstbell.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one local run and the one browser of this process, which it starts and stops. */
final class InBrowser implements ParameterResolver {
  private static final Namespace OURS = Namespace.create(InBrowser.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> wanted = parameter.getParameter().getType();
    return wanted == LocalRun.class || wanted == Chromium.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(parameter.getParameter().getType(), InBrowser::started);
  }

  private static Object started(Class<?> wanted) {
    try {
      return wanted == LocalRun.class ? LocalRun.start() : Chromium.launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
