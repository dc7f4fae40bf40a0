package uk.firstbell.cloud;

import java.io.IOException;
import java.util.Map;

/** Node.js, in which CDK does its work. */
final class NodeRuntime {
  private static final String MISSING =
      "Node.js is missing, and the AWS stack cannot be synthesized without it: install Node.js 20"
          + " or newer (Debian: apt-get install nodejs), or name its binary in JSII_NODE.";

  private NodeRuntime() {}

  /**
   * Starts Node once, where jsii will look for it.
   *
   * @param environment {@code JSII_NODE}, if it is there, is the command; else {@code node}
   * @throws IllegalStateException if it does not start: whoever runs this has something to install
   */
  static void require(Map<String, String> environment) {
    String command = environment.getOrDefault("JSII_NODE", "node");
    try {
      int status =
          new ProcessBuilder(command, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException(MISSING);
      }
    } catch (IOException missing) {
      throw new IllegalStateException(MISSING, missing);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting Node.js", interrupted);
    }
  }
}
