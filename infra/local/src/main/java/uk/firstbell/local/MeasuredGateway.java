package uk.firstbell.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import uk.firstbell.aws.TableNames;
import uk.firstbell.local.Loopback.PortUnavailableException;
import uk.firstbell.sealing.signature.HttpSigner;
import uk.firstbell.testkit.scene.SampleBorough;
import uk.firstbell.wire.directory.BadDirectoryException;

/** The gateway for whoever measures it: it says nothing, plays nothing, and waits to be asked. */
public final class MeasuredGateway implements AutoCloseable {
  private final RunningGateway gateway;
  private final Outside outside;

  private MeasuredGateway(RunningGateway gateway, Path borough) {
    this.gateway = gateway;
    this.outside = new Outside(gateway, borough);
  }

  /** Starts everything with the sample borough; the clock stands at {@code moment}. */
  public static MeasuredGateway start(Instant moment) {
    var silent = new Narrator(new PrintStream(OutputStream.nullOutputStream()), false);
    Path borough = SampleBorough.path();
    try {
      return new MeasuredGateway(
          RunningGateway.start(
              moment, borough, 0, LocalSignIn.TOKEN_LIFE, silent, Notebook.ofNoFolder()),
          borough);
    } catch (BadDirectoryException
        | PortUnavailableException
        | Notebook.UnusableException impossible) {
      throw new IllegalStateException(
          "the sample borough is in order, any port will do, nothing is gone on with", impossible);
    }
  }

  /** Who signs as the force's own system does; reads its key, which a measured call should not. */
  public HttpSigner signer(String keyId) {
    return outside.people().signer(keyId);
  }

  /** Publishes a report over HTTP as the force's own system does; the status of the answer. */
  public int publish(HttpSigner signer, byte[] report) {
    return outside.face().publish(signer, report, gateway.clock().instant()).status();
  }

  /** Does whatever waits in streams and queues, and what follows from it. */
  public void settle() {
    gateway.pumps().untilIdle();
  }

  /** Lets time pass until {@code moment}, with everything that becomes due on the way. */
  public void advanceTo(Instant moment) {
    gateway.advanceTo(moment);
  }

  /** How many mails it has sent. */
  public int mails() {
    return gateway.mails().size();
  }

  /** The AWS endpoint it stands on. */
  public URI endpoint() {
    return gateway.endpoint();
  }

  /** The tables it keeps there. */
  public TableNames tables() {
    LocalCloud cloud = gateway.cloud();
    return new TableNames(
        cloud.reference("StoryTable"), cloud.reference("KeysTable"), cloud.reference("AuditTable"));
  }

  @Override
  public void close() {
    outside.close();
    gateway.close();
  }
}
