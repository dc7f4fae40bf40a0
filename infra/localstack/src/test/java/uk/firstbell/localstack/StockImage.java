package uk.firstbell.localstack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * LocalStack in the last of its images that needs no account, for the contracts of the ports. Its
 * tables are moto's, as {@code endpoint/plugins} makes them, so that the same tests hold there.
 *
 * @param container running
 */
record StockImage(GenericContainer<?> container) implements AutoCloseable {
  static final String NAME = "localstack/localstack:4.14.0";

  private static final int PORT = 4566;
  private static final Path PLUGINS = Path.of("endpoint", "plugins");
  private static final Duration START_LONGEST = Duration.ofMinutes(2);

  /** Whether a container engine answers on this machine. */
  static boolean canBeRun() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** A container of it, running; empty if the engine cannot fetch it or it does not start. */
  static Optional<StockImage> start() {
    var container = new GenericContainer<>(DockerImageName.parse(NAME));
    container
        .withExposedPorts(PORT)
        .withCopyFileToContainer(MountableFile.forHostPath(PLUGINS), "/plugins")
        .withEnv(
            Map.of(
                "PYTHONPATH",
                "/plugins",
                "PYTHONDONTWRITEBYTECODE",
                "1",
                "PROVIDER_OVERRIDE_DYNAMODB",
                "moto",
                "PROVIDER_OVERRIDE_DYNAMODBSTREAMS",
                "moto",
                "SQS_ENDPOINT_STRATEGY",
                "path"))
        .waitingFor(
            Wait.forHttp("/_localstack/health")
                .forPort(PORT)
                .forStatusCode(200)
                .withStartupTimeout(START_LONGEST));
    try {
      container.start();
      return Optional.of(new StockImage(container));
    } catch (ContainerFetchException | ContainerLaunchException notHere) {
      container.close();
      return Optional.empty();
    }
  }

  /** Where it answers; no path. */
  URI uri() {
    return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT));
  }

  @Override
  public void close() {
    container.close();
  }
}
