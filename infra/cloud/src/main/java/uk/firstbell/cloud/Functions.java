package uk.firstbell.cloud;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/** The functions, one a stage, each with a role, a log and an alias of its own. */
final class Functions {
  private static final int MEMORY_MIB = 1024;

  private final Map<Stage, LiveFunction> functions = new EnumMap<>(Stage.class);

  Functions(Stack stack, FunctionCode code, Environment environment, IKey storage) {
    for (Stage stage : Stage.values()) {
      functions.put(stage, function(stack, stage, code, environment, storage));
    }
    // CDK says so of every function that snapshots, whether or not a version is published.
    Annotations.of(stack).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
  }

  Alias live(Stage stage) {
    return of(stage).live();
  }

  Role role(Stage stage) {
    return of(stage).role();
  }

  private LiveFunction of(Stage stage) {
    return requireNonNull(functions.get(stage), "every stage has a function");
  }

  private static LiveFunction function(
      Stack stack, Stage stage, FunctionCode code, Environment environment, IKey storage) {
    Role role =
        Role.Builder.create(stack, stage.title() + "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    LogGroup log =
        LogGroup.Builder.create(stack, stage.title() + "Log")
            .encryptionKey(storage)
            .retention(RetentionDays.ONE_YEAR)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    log.grantWrite(role);
    Function function =
        Function.Builder.create(stack, stage.title() + "Function")
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .memorySize(MEMORY_MIB)
            .timeout(Duration.seconds(stage.timeoutSeconds()))
            .handler(stage.handler())
            .code(Code.fromAsset(code.zip(stage).toString()))
            .environment(environment.of(stage))
            .role(role)
            .logGroup(log)
            .loggingFormat(LoggingFormat.JSON)
            .build();
    Alias live =
        Alias.Builder.create(stack, stage.title() + "Live")
            .aliasName("live")
            .version(function.getCurrentVersion())
            .build();
    return new LiveFunction(live, role);
  }
}
