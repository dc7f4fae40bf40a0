package uk.firstbell.cloud;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.AuthorizationType;
import software.amazon.awscdk.services.apigateway.CfnAccount;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.GatewayResponseOptions;
import software.amazon.awscdk.services.apigateway.IResource;
import software.amazon.awscdk.services.apigateway.IdentitySource;
import software.amazon.awscdk.services.apigateway.LambdaIntegration;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.RequestAuthorizer;
import software.amazon.awscdk.services.apigateway.ResponseType;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * The two regional REST APIs: one that agencies' systems address, one that people's browsers do.
 */
final class Apis {
  /** Nobody's address, user agent, query, path as sent or identity: none may be in a log. */
  private static final String ACCESS_LOG =
      """
      {"requestId":"$context.requestId","method":"$context.httpMethod","route":"$context.resourcePath",\
      "status":"$context.status","latencyMs":"$context.responseLatency"}\
      """;

  private static final String SIGNED_OUT =
      """
      {"type":"urn:firstbell:problem:signed-out",\
      "title":"This session was ended; sign in again.","status":401}\
      """;

  private static final int REQUESTS_A_SECOND_MAX = 100;
  private static final int REQUESTS_AT_ONCE_MAX = 200;

  private final Stack stack;
  private final Functions functions;
  private final IKey storage;
  private final CfnAccount logging;

  Apis(Stack stack, Functions functions, IKey storage) {
    this.stack = stack;
    this.functions = functions;
    this.storage = storage;
    this.logging = logging(stack);
  }

  void open() {
    agencies();
    people();
  }

  private void agencies() {
    RestApi api = api("AgenciesApi", "Firstbell for agencies' systems");
    // No authorizer: the signature over the request is the identity, and only the function sees
    // the bytes that it covers.
    MethodOptions signed =
        MethodOptions.builder().authorizationType(AuthorizationType.NONE).build();
    route(api, "POST", "v1/notifications", Stage.INTAKE, signed);
    route(api, "GET", "v1/notifications/{notification}", Stage.EXCHANGE, signed);
    route(api, "POST", "v1/cases/{notification}/conversations", Stage.EXCHANGE, signed);
  }

  private void people() {
    RestApi api = api("PeopleApi", "Firstbell for people");
    // Admission denies for one reason alone; that a token proves nobody, it says by another way.
    api.addGatewayResponse(
        "SignedOut",
        GatewayResponseOptions.builder()
            .type(ResponseType.ACCESS_DENIED)
            .statusCode("401")
            .templates(Map.of("application/json", SIGNED_OUT))
            .build());
    MethodOptions admitted =
        MethodOptions.builder()
            .authorizationType(AuthorizationType.CUSTOM)
            .authorizer(admission())
            .build();
    // The page is the same for everybody, and who signs in is nobody yet.
    MethodOptions anybody =
        MethodOptions.builder().authorizationType(AuthorizationType.NONE).build();
    route(api, "GET", "", Stage.PORTAL, anybody);
    route(api, "GET", "assets/{file}", Stage.PORTAL, anybody);
    route(api, "GET", "v1/sign-in", Stage.PORTAL, anybody);
    route(api, "POST", "v1/sign-in", Stage.PORTAL, anybody);
    // Whoever is sent a notice must be able to prove what the gateway signs.
    route(api, "GET", "v1/authority", Stage.ENROLMENT, anybody);
    route(api, "GET", "v1/me", Stage.ENROLMENT, admitted);
    route(api, "PUT", "v1/me/devices/{device}/passkey", Stage.ENROLMENT, admitted);
    route(api, "POST", "v1/me/devices/{device}/renewed", Stage.ENROLMENT, admitted);
    route(api, "GET", "v1/devices", Stage.ENROLMENT, admitted);
    route(api, "POST", "v1/devices", Stage.ENROLMENT, admitted);
    route(api, "GET", "v1/approvals", Stage.ENROLMENT, admitted);
    for (String decided : List.of("approved", "refused", "revoked")) {
      String path = "v1/devices/{unit}/{person}/{device}/" + decided;
      route(api, "POST", path, Stage.ENROLMENT, admitted);
    }
    route(api, "POST", "v1/people/{unit}/{person}/ended", Stage.ENROLMENT, admitted);
    route(api, "GET", "v1/sealings", Stage.ENROLMENT, admitted);
    route(api, "GET", "v1/sealings/{unit}", Stage.ENROLMENT, admitted);
    for (String decided : List.of("approved", "refused")) {
      String path = "v1/sealings/{unit}/{person}/{notification}/" + decided;
      route(api, "POST", path, Stage.ENROLMENT, admitted);
    }
    route(api, "GET", "v1/inbox", Stage.RECEIPT, admitted);
    route(api, "GET", "v1/inbox/{notification}/{unit}", Stage.RECEIPT, admitted);
    route(api, "POST", "v1/inbox/{notification}/{unit}/opened", Stage.RECEIPT, admitted);
    route(api, "POST", "v1/inbox/{notification}/{unit}/acknowledged", Stage.RECEIPT, admitted);
    route(api, "GET", "v1/inbox/{notification}/{unit}/shared", Stage.RECEIPT, admitted);
    route(api, "POST", "v1/inbox/{notification}/{unit}/shared", Stage.RECEIPT, admitted);
    route(api, "GET", "v1/inbox/{notification}/{unit}/earlier", Stage.RECEIPT, admitted);
    route(api, "POST", "v1/inbox/{notification}/{unit}/sealed-again", Stage.RECEIPT, admitted);
    route(api, "GET", "v1/cases/{notification}", Stage.EXCHANGE, admitted);
    route(api, "POST", "v1/cases/{notification}/acknowledged", Stage.EXCHANGE, admitted);
    route(api, "POST", "v1/cases/{notification}/answered", Stage.EXCHANGE, admitted);
    route(
        api,
        "POST",
        "v1/cases/{notification}/conversations/{conversation}/confirmed",
        Stage.EXCHANGE,
        admitted);
    route(api, "GET", "v1/audit/notifications/{notification}", Stage.AUDIT, admitted);
    route(api, "GET", "v1/audit/devices/{unit}/{person}/{device}", Stage.AUDIT, admitted);
    route(api, "GET", "v1/audit/releases", Stage.AUDIT, admitted);
  }

  /** Asked anew for each request: a reader whose admission is revoked is refused at once. */
  private RequestAuthorizer admission() {
    return RequestAuthorizer.Builder.create(stack, "PeopleAuthorizer")
        .authorizerName("PeopleAuthorizer")
        .handler(functions.live(Stage.ADMISSION))
        .identitySources(List.of(IdentitySource.header("Authorization")))
        .resultsCacheTtl(Duration.seconds(0))
        .build();
  }

  private RestApi api(String id, String description) {
    LogGroup accessLog =
        LogGroup.Builder.create(stack, id + "Log")
            .encryptionKey(storage)
            .retention(RetentionDays.ONE_YEAR)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    RestApi api =
        RestApi.Builder.create(stack, id)
            .description(description)
            .endpointTypes(List.of(EndpointType.REGIONAL))
            // Bodies reach the function as they were sent: a signature covers bytes, not text.
            .binaryMediaTypes(List.of("*/*"))
            .cloudWatchRole(false)
            .deployOptions(
                StageOptions.builder()
                    .stageName("live")
                    .metricsEnabled(true)
                    .throttlingRateLimit(REQUESTS_A_SECOND_MAX)
                    .throttlingBurstLimit(REQUESTS_AT_ONCE_MAX)
                    .accessLogDestination(new LogGroupLogDestination(accessLog))
                    .accessLogFormat(AccessLogFormat.custom(ACCESS_LOG))
                    .build())
            .build();
    api.getDeploymentStage().getNode().addDependency(logging);
    return api;
  }

  private void route(RestApi api, String method, String path, Stage stage, MethodOptions options) {
    Alias live = functions.live(stage);
    IResource resource = path.isEmpty() ? api.getRoot() : api.getRoot().resourceForPath(path);
    resource.addMethod(
        method, LambdaIntegration.Builder.create(live).allowTestInvoke(false).build(), options);
  }

  /** One setting for all APIs of an account and region; without it no API may write a log. */
  private static CfnAccount logging(Stack stack) {
    Role role =
        Role.Builder.create(stack, "ApiLoggingRole")
            .assumedBy(new ServicePrincipal("apigateway.amazonaws.com"))
            .managedPolicies(
                List.of(
                    ManagedPolicy.fromAwsManagedPolicyName(
                        "service-role/AmazonAPIGatewayPushToCloudWatchLogs")))
            .build();
    CfnAccount account =
        CfnAccount.Builder.create(stack, "ApiLogging").cloudWatchRoleArn(role.getRoleArn()).build();
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }
}
