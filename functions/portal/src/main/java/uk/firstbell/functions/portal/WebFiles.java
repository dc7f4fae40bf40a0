package uk.firstbell.functions.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * What the page is made of, as the build left it beside these classes. Read on first use and kept.
 * Safe for use by several threads.
 */
final class WebFiles {
  private static final String FOLDER = "web/";

  /** A file's name holds no way out of its folder. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}\\.[a-z0-9]{2,5}");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, Optional<WebFile>> files = new ConcurrentHashMap<>();

  private WebFiles() {}

  /**
   * One of them.
   *
   * @param bytes not copied
   * @param compressed the same by gzip (RFC 1952); not copied
   */
  record WebFile(String contentType, byte[] bytes, byte[] compressed) {}

  /** Those of this build. */
  static WebFiles built() {
    return new WebFiles();
  }

  /**
   * The page itself.
   *
   * @throws IllegalStateException if the build left none
   */
  WebFile page() {
    return file("index.html", "text/html; charset=utf-8")
        .orElseThrow(() -> new IllegalStateException("the build left no page"));
  }

  /** Something that the page loads, by its name; empty if there is nothing of that name. */
  Optional<WebFile> asset(String name) {
    return NAME.matcher(name).matches()
        ? Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
            .flatMap(type -> file("assets/" + name, type))
        : Optional.empty();
  }

  /**
   * SHA-256 of the list of every file with its own, in lower-case hex: one number for a release.
   *
   * @throws IllegalStateException if the build left no list
   */
  String release() {
    return file("manifest.json", "application/json")
        .map(manifest -> sha256(manifest.bytes()))
        .orElseThrow(() -> new IllegalStateException("the build left no list of its files"));
  }

  private Optional<WebFile> file(String path, String contentType) {
    return files.computeIfAbsent(
        path, _ -> read(path).map(bytes -> new WebFile(contentType, bytes, compressed(bytes))));
  }

  private static Optional<byte[]> read(String path) {
    try (InputStream there = WebFiles.class.getResourceAsStream(FOLDER + path)) {
      return there == null ? Optional.empty() : Optional.of(there.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] compressed(byte[] bytes) {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
