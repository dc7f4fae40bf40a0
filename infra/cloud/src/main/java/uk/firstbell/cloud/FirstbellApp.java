package uk.firstbell.cloud;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * Synthesizes the stack for deployment: {@code cdk deploy --app "java -cp ...
 * uk.firstbell.cloud.FirstbellApp" --context code.intake=intake.zip ...}, one {@code code.<stage>}
 * for each function.
 */
public final class FirstbellApp {
  private FirstbellApp() {}

  public static void main(String[] args) {
    NodeRuntime.require(System.getenv());
    App app = new App(properties().build());
    new FirstbellStack(app, "Firstbell", stage -> zip(stage, app.getNode()::tryGetContext));
    app.synth();
  }

  /** Nothing about the machine that synthesizes goes into the template. */
  static AppProps.Builder properties() {
    return AppProps.builder()
        .analyticsReporting(false)
        .treeMetadata(false)
        .postCliContext(
            Map.of(
                "aws:cdk:enable-path-metadata", false,
                "aws:cdk:enable-asset-metadata", false,
                "@aws-cdk/aws-iam:minimizePolicies", true,
                "@aws-cdk/core:validateAgainstDefaultRules", true));
  }

  /**
   * The zip that the context names for {@code stage}.
   *
   * @throws IllegalArgumentException if it names none, or no file: whoever deploys forgot it
   */
  static Path zip(Stage stage, Function<String, @Nullable Object> context) {
    Object named = context.apply("code." + stage.room());
    if (named == null || !Files.isRegularFile(Path.of(named.toString()))) {
      throw new IllegalArgumentException(
          "each stage needs its zip: --context code.<stage>=<file>, and the file must be there");
    }
    return Path.of(named.toString());
  }
}
