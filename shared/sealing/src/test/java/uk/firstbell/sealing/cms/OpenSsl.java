package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code openssl} command, version 3 or newer, as an independent reader of what we make. It is
 * a prerequisite of the build: without it the tests fail, they are not skipped.
 */
record OpenSsl(Path folder) {
  /** How a run ended. */
  record Run(int exit, byte[] out, String err) {}

  Run run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("openssl did not end");
    }
    return new Run(process.exitValue(), Files.readAllBytes(out), Files.readString(err, UTF_8));
  }

  /** Puts bytes into the folder and gives their name there. */
  String file(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
    return name;
  }

  String pem(String name, String label, byte[] der) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, lines);
    return file(name, text.getBytes(US_ASCII));
  }
}
