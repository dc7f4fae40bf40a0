package uk.firstbell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.regions.Region;

final class AwsClientsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "AWS_REGION", "eu-west-2",
          "AWS_ACCESS_KEY_ID", "id",
          "AWS_SECRET_ACCESS_KEY", "secret");

  @Test
  void needs_a_region() {
    var without = new HashMap<>(ENVIRONMENT);
    without.remove("AWS_REGION");

    assertThatIllegalArgumentException().isThrownBy(() -> AwsClients.from(without));
    without.put("AWS_REGION", " ");
    assertThatIllegalArgumentException().isThrownBy(() -> AwsClients.from(without));
    without.put("AWS_REGION", "eu-west-2");
    try (var clients = AwsClients.from(without)) {
      assertThat(clients.dynamoDb().serviceClientConfiguration().region())
          .isEqualTo(Region.EU_WEST_2);
    }
  }

  @Test
  void sends_every_service_to_the_one_endpoint_if_one_is_named() {
    var environment = new HashMap<>(ENVIRONMENT);
    environment.put("FIRSTBELL_AWS_ENDPOINT", "http://127.0.0.1:4571");
    try (var clients = AwsClients.from(environment)) {
      for (AwsClient client :
          new AwsClient[] {
            clients.dynamoDb(),
            clients.kms(),
            clients.secretsManager(),
            clients.sqs(),
            clients.ses()
          }) {
        assertThat(client.serviceClientConfiguration().endpointOverride())
            .hasValue(URI.create("http://127.0.0.1:4571"));
      }
    }
  }

  @Test
  void leaves_each_service_its_own_endpoint_otherwise() {
    try (var clients = AwsClients.from(ENVIRONMENT)) {
      assertThat(clients.dynamoDb().serviceClientConfiguration().endpointOverride()).isEmpty();
    }
  }
}
