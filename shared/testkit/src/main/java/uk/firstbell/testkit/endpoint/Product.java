package uk.firstbell.testkit.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An endpoint that this repository pins and knows how to start: each in a folder of its own, with a
 * script that readies its virtual environment, one that runs it, and a page on what it shows.
 */
public enum Product {
  /** What the gateway runs on, and most tests. */
  MINISTACK("infra/local/endpoint", "ministack.lock.txt", "endpoint", "/_ministack/health"),
  /** What the template is deployed to. */
  LOCALSTACK(
      "infra/localstack/endpoint", "localstack.lock.txt", "localstack", "/_localstack/health");

  private static final int DIGEST_BYTES = 6;

  private final String home;
  private final String lock;
  private final String environment;
  private final String health;

  Product(String home, String lock, String environment, String health) {
    this.home = home;
    this.lock = lock;
    this.environment = environment;
    this.health = health;
  }

  /** The path that answers 200 once it is up. */
  String health() {
    return health;
  }

  /** What runs it: see there for its arguments. */
  Path script(Path root) {
    return root.resolve(home).resolve("endpoint.py");
  }

  /** The packages of its environment, each at one version. */
  Path lock(Path root) {
    return root.resolve(home).resolve(lock);
  }

  /**
   * The virtual environment that its script {@code ready} makes: a new lock is a new environment.
   *
   * @throws IllegalStateException if it was not made yet
   */
  Path environment(Path root) {
    Path made = root.resolve(".firstbell").resolve(environment + "-" + digest(lock(root)));
    if (!Files.exists(made.resolve("ready"))) {
      throw new IllegalStateException(
          "Run infra/verify once, or " + home + "/ready: it readies the local endpoint.");
    }
    return made;
  }

  private static String digest(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
