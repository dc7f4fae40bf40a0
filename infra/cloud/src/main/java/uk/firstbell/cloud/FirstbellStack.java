package uk.firstbell.cloud;

import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.apigateway.CfnDeployment;
import software.amazon.awscdk.services.lambda.CfnVersion;
import software.amazon.awscdk.services.ses.EmailIdentity;
import software.amazon.awscdk.services.ses.Identity;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * All of Firstbell in one region, which by convention is London ({@code eu-west-2}): notices stay
 * in the UK.
 */
final class FirstbellStack extends Stack {
  FirstbellStack(Construct scope, String id, FunctionCode code) {
    super(
        scope,
        id,
        StackProps.builder()
            .description("Firstbell carries safeguarding notices between agencies.")
            .terminationProtection(true)
            // The deploying command checks the bootstrap version already, from its own manifest.
            .synthesizer(
                DefaultStackSynthesizer.Builder.create()
                    .generateBootstrapVersionRule(false)
                    .build())
            .build());
    Settings settings = Settings.in(this);
    Keys keys = Keys.in(this);
    Tables tables = Tables.in(this, keys.storage());
    Queues queues = Queues.in(this, keys.storage());
    EmailIdentity alerts =
        EmailIdentity.Builder.create(this, "AlertIdentity")
            .identity(Identity.email(settings.alertSender()))
            .build();
    Functions functions =
        new Functions(this, code, new Environment(settings, keys, tables, queues), keys.storage());
    new Permissions(functions, keys, tables, queues)
        .grant(alerts.getEmailIdentityArn(), settings.alertSender(), settings.signInSecret());
    new Triggers(this, functions, queues).connect(tables, keys.storage());
    Tripwire.stretch(this, tables.audit(), queues.auditRewrites(), keys.storage());
    new Apis(this, functions, keys.storage()).open();
    Alarms alarms = new Alarms(this, keys.storage());
    alarms.watch(queues, functions.live(Stage.RELAY));
    alarms.watchTheWatch();
    nameByPath();
  }

  /**
   * Names each resource by its path alone. CDK would append a hash to each; a name that never
   * changes can be read by people and by the local gateway, and two resources of one name fail the
   * synthesis all the same.
   *
   * <p>A published version and a deployment keep their hash: it is what tells a new one from the
   * old.
   */
  private void nameByPath() {
    for (IConstruct construct : getNode().findAll()) {
      if (construct instanceof CfnElement element
          && !(construct instanceof CfnVersion)
          && !(construct instanceof CfnDeployment)) {
        element.overrideLogicalId(LogicalIds.of(element.getNode().getPath()));
      }
    }
  }
}
