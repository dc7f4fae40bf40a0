package uk.firstbell.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagReportFormat;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;

/**
 * The stack as cdk-nag's AwsSolutions rules judge it.
 *
 * <p>The exceptions stand here and not beside the constructs, because cdk-nag would write each into
 * the template, where nothing reads it.
 */
record Nag(List<JsonNode> findings) {
  private static final String ALL = "";

  /** A rule that we break on purpose. */
  private record Allowance(String rule, String path, List<String> of, String reason) {
    Allowance(String rule, String path, String reason) {
      this(rule, path, List.of(), reason);
    }
  }

  private static final List<Allowance> ALLOWANCES =
      List.of(
          new Allowance(
              "AwsSolutions-DDB3",
              "KeysTable/Resource",
              "A data key that could be recovered would not have been destroyed."),
          new Allowance(
              "AwsSolutions-SQS3",
              "RelayFailures/Resource",
              "It takes what relay gave up on, so nothing reads it that could fail."),
          new Allowance(
              "AwsSolutions-SQS3",
              "WatchFailures/Resource",
              "It takes what watch gave up on, so nothing reads it that could fail."),
          new Allowance(
              "AwsSolutions-SQS3",
              "AuditRewrites/Resource",
              "Only a person reads it, and a person does not fail."),
          new Allowance(
              "AwsSolutions-IAM5",
              ALL,
              List.of("Action::kms:GenerateDataKey*", "Action::kms:ReEncrypt*"),
              "Each stands for two operations on one key, and DynamoDB and SQS ask for both."),
          new Allowance(
              "AwsSolutions-IAM5",
              "RelayRole/DefaultPolicy/Resource",
              List.of("Resource::*"),
              "ListStreams, which the event source needs, can be granted on everything only."),
          new Allowance(
              "AwsSolutions-IAM5",
              "AuditRewritesRole/DefaultPolicy/Resource",
              List.of("Resource::*"),
              "ListStreams, which a pipe needs, can be granted on everything only."),
          new Allowance(
              "AwsSolutions-IAM4",
              "ApiLoggingRole/Resource",
              "API Gateway takes no narrower policy than its own for writing logs."),
          new Allowance(
              "AwsSolutions-APIG2",
              "AgenciesApi/Resource",
              "Intake judges the bytes, after their signature; a gateway would judge text first."),
          new Allowance(
              "AwsSolutions-APIG2",
              "PeopleApi/Resource",
              "Receipt judges the few fields of a body, and answers by name for each."),
          new Allowance(
              "AwsSolutions-APIG3",
              ALL,
              "The web application firewall is not built yet, and SECURITY.md says so."),
          new Allowance(
              "AwsSolutions-APIG6",
              ALL,
              "An execution log would hold paths and headers as sent; the access log says enough."),
          new Allowance(
              "AwsSolutions-APIG4",
              "AgenciesApi/Default/v1/notifications/POST/Resource",
              "The signature over the request is the identity, and only intake sees its bytes."),
          new Allowance(
              "AwsSolutions-APIG4",
              "AgenciesApi/Default/v1/cases/{notification}/conversations/POST/Resource",
              "As for notifications; here it is the exchange that sees the bytes."),
          new Allowance(
              "AwsSolutions-APIG4",
              "AgenciesApi/Default/v1/notifications/{notification}/GET/Resource",
              "Signed as well, and proved by the exchange."),
          new Allowance(
              "AwsSolutions-APIG4",
              "PeopleApi/Default/GET/Resource",
              "The page is the same for everybody; what is personal it fetches with a token."),
          new Allowance(
              "AwsSolutions-APIG4",
              "PeopleApi/Default/assets/{file}/GET/Resource",
              "What the page loads is the same for everybody as well."),
          new Allowance(
              "AwsSolutions-APIG4",
              "PeopleApi/Default/v1/sign-in/GET/Resource",
              "Whoever asks where to sign in has not signed in."),
          new Allowance(
              "AwsSolutions-APIG4",
              "PeopleApi/Default/v1/sign-in/POST/Resource",
              "A code of a provider is what is to become a token, and proves itself there."),
          new Allowance(
              "AwsSolutions-APIG4",
              "PeopleApi/Default/v1/authority/GET/Resource",
              "The authority's certificate is public: whoever reads a notice proves it by that."),
          new Allowance(
              "AwsSolutions-COG4",
              ALL,
              "People sign in with their organisation; there is no user pool of ours."));

  /** What the rules say of the stack after {@code change} was made to it. */
  static Nag of(String output, Consumer<Stack> change) {
    Stack stack = Synthesis.stack(output);
    change.accept(stack);
    ALLOWANCES.forEach(allowance -> allow(stack, allowance));
    App app = (App) stack.getNode().getRoot();
    Aspects.of(app)
        .add(
            AwsSolutionsChecks.Builder.create()
                .reportFormats(List.of(NagReportFormat.JSON))
                .build());
    Path report = Path.of(app.synth().getDirectory(), "AwsSolutions-Firstbell-NagReport.json");
    try {
      return new Nag(
          new JsonMapper().readTree(report.toFile()).path("lines").valueStream().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reasons that were given for exceptions. */
  static Set<String> reasons() {
    return ALLOWANCES.stream().map(Allowance::reason).collect(Collectors.toSet());
  }

  /** The rules that something keeps. */
  List<String> kept() {
    return findings.stream()
        .filter(finding -> finding.path("compliance").asText().equals("Compliant"))
        .map(finding -> finding.path("ruleId").asText())
        .toList();
  }

  /** What breaks a rule, or could not be judged, and is no exception: the rule and its path. */
  List<String> broken() {
    return findings.stream()
        .filter(finding ->
            !Set.of("Compliant", "Suppressed").contains(finding.path("compliance").asText()))
        .map(finding -> finding.path("ruleId").asText() + " " + finding.path("resourceId").asText())
        .distinct()
        .toList();
  }

  /** The reasons of those exceptions that something needed. */
  Set<String> reasonsUsed() {
    return findings.stream()
        .filter(finding -> finding.path("compliance").asText().equals("Suppressed"))
        .map(finding -> finding.path("exceptionReason").asText())
        // Of a reason that is given for some things only, the report names the thing first.
        .map(reason -> reason.replaceFirst("^\\[[^]]+] ", ""))
        .collect(Collectors.toSet());
  }

  private static void allow(Stack stack, Allowance allowance) {
    NagPackSuppression.Builder suppression =
        NagPackSuppression.builder().id(allowance.rule()).reason(allowance.reason());
    if (!allowance.of().isEmpty()) {
      suppression.appliesTo(allowance.of());
    }
    if (allowance.path().isEmpty()) {
      NagSuppressions.addStackSuppressions(stack, List.of(suppression.build()));
    } else {
      NagSuppressions.addResourceSuppressionsByPath(
          stack, "/Firstbell/" + allowance.path(), List.of(suppression.build()));
    }
  }
}
