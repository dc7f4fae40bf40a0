package uk.firstbell.cloud;

import software.amazon.awscdk.CfnParameter;
import software.constructs.Construct;

/** What differs between one installation and another, and is said when it is deployed. */
record Settings(
    String agenciesAuthority,
    String alertSender,
    String portalAddress,
    String signInIssuers,
    String signInClient,
    String signInRoles,
    String signInSecret) {
  static Settings in(Construct stack) {
    return new Settings(
        parameter(
            stack,
            "AgenciesAuthority",
            "The host name that agencies address; their signatures cover it.",
            "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
            "a host name in lower case"),
        parameter(
            stack,
            "AlertSender",
            "The mail address that alerts come from.",
            "^[^@\\s]+@[^@\\s]+$",
            "a mail address"),
        parameter(
            stack,
            "PortalAddress",
            "The address of the portal, as alerts name it.",
            "^https://[^\\s]+$",
            "an https address"),
        parameter(
            stack,
            "SignInIssuers",
            "The issuers that people sign in at, as their tokens name them, by spaces.",
            "^https://[^\\s]+( https://[^\\s]+)*$",
            "https addresses with one space between"),
        parameter(
            stack,
            "SignInClient",
            "The client id by which those issuers know the portal.",
            "^[A-Za-z0-9._-]+$",
            "a client id"),
        parameterWithDefault(
            stack,
            "SignInRoles",
            "An issuer of those, its role API, the portal's service id there and the role it asks"
                + " for, by spaces.",
            "^(none|https://[^\\s]+ https://[^\\s]+ [A-Za-z0-9._-]+ [A-Za-z0-9._-]+)$",
            "none, or four words with one space between"),
        parameter(
            stack,
            "SignInSecret",
            "The ARN of the secret in Secrets Manager by which the portal proves itself: JSON with a"
                + " text for each of those issuers, the client's secret there, and one named"
                + " roleApi if roles are asked for.",
            "^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^\\s*?]+-[A-Za-z0-9]{6}$",
            "the whole ARN of a secret"));
  }

  /** What an installation need not say: {@code none} then. */
  private static String parameterWithDefault(
      Construct stack, String id, String description, String pattern, String constraint) {
    return CfnParameter.Builder.create(stack, id)
        .type("String")
        .description(description)
        .allowedPattern(pattern)
        .constraintDescription(constraint)
        .defaultValue("none")
        .build()
        .getValueAsString();
  }

  private static String parameter(
      Construct stack, String id, String description, String pattern, String constraint) {
    return CfnParameter.Builder.create(stack, id)
        .type("String")
        .description(description)
        .allowedPattern(pattern)
        .constraintDescription(constraint)
        .build()
        .getValueAsString();
  }
}
