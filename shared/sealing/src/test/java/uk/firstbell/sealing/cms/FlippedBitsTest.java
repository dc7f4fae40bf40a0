package uk.firstbell.sealing.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.keys.Pem;

/**
 * What becomes of every message of {@code events/vectors/sealing} if one bit of it flips, by the
 * folder's {@code flipped-bits.txt}, which whoever writes another opener can hold theirs against.
 */
final class FlippedBitsTest {
  private static final Path VECTORS = Path.of("..", "..", "events", "vectors", "sealing");
  private static final Path TABLE = VECTORS.resolve("flipped-bits.txt");
  private static final String OPENS = "OPENS";

  /**
   * Of the others, the bits next to which another reason begins have to do, and one in so many of
   * the rest.
   */
  private static final String IN_FULL = "opens/one-device.der";

  private static final int ONE_IN = 61;

  private CmsOpener opener;
  private PrivateKey key;
  private X509Certificate certificate;

  @BeforeEach
  void aReader() throws Exception {
    opener =
        new CmsOpener(
            Certificates.certificate(Files.readAllBytes(VECTORS.resolve("authority.cert.pem"))));
    key = Pem.privateKey(Files.readString(VECTORS.resolve("desk.key.pem"), US_ASCII));
    certificate = Certificates.certificate(Files.readAllBytes(VECTORS.resolve("desk.cert.pem")));
  }

  @Test
  void refuses_each_message_with_a_flipped_bit_for_the_reason_that_is_published() throws Exception {
    if (Boolean.getBoolean("vectors.update")) {
      Files.write(TABLE, table(), US_ASCII);
    }
    Map<String, List<String>> published = published();
    List<Swept> swept = swept();

    assertThat(published.keySet())
        .containsExactlyElementsOf(swept.stream().map(Swept::name).toList());
    for (Swept each : swept) {
      List<String> reasons = published.getOrDefault(each.name(), List.of());
      assertThat(reasons).as(each.name()).hasSize(each.bits());
      for (int bit : each.name().endsWith(IN_FULL) ? each.every() : some(reasons)) {
        assertThat(each.reason(bit))
            .as("bit %d of %s; -Dvectors.update writes the table anew", bit, each.name())
            .isEqualTo(reasons.get(bit));
      }
    }
  }

  private static int[] some(List<String> reasons) {
    return IntStream.range(0, reasons.size())
        .filter(bit ->
            bit % ONE_IN == 0
                || bit == reasons.size() - 1
                || !reasons.get(bit).equals(reasons.get(bit - 1))
                || !reasons.get(bit).equals(reasons.get(bit + 1)))
        .toArray();
  }

  /** A flip that still opens can only be in another reader's entry, which nothing vouches for. */
  @Test
  void opens_no_message_that_was_changed_but_where_another_readers_key_stands() throws Exception {
    Map<String, Long> opening = new TreeMap<>();
    published()
        .forEach((message, reasons) ->
            opening.put(message, reasons.stream().filter(OPENS::equals).count()));

    opening.values().removeIf(count -> count == 0);

    assertThat(opening)
        .containsOnlyKeys("sealed opens/two-devices.der", "sealed refused/TAMPERED/one-bit.der")
        .containsEntry("sealed refused/TAMPERED/one-bit.der", 1L);
  }

  /** An opening that can be told what to open. */
  private interface Opening {
    CmsOpener.Opened of(byte[] message) throws CannotOpenException;
  }

  /** A message of which every bit is flipped. */
  private record Swept(String name, byte[] message, Opening opening) {
    int bits() {
      return message.length * Byte.SIZE;
    }

    int[] every() {
      return IntStream.range(0, bits()).toArray();
    }

    String reason(int bit) {
      byte[] flipped = message.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      try {
        opening.of(flipped);
        return OPENS;
      } catch (CannotOpenException refusal) {
        return refusal.reason().name();
      }
    }
  }

  /** Each message as it is published, and the signed one inside each that opens. */
  private List<Swept> swept() throws Exception {
    var swept = new ArrayList<Swept>();
    for (Path file : files()) {
      swept.add(
          new Swept(
              "sealed " + name(file),
              Files.readAllBytes(file),
              message -> opener.open(message, key, certificate)));
    }
    for (Path file : files()) {
      if (file.startsWith(VECTORS.resolve("opens"))) {
        byte[] signed = Envelope.open(Files.readAllBytes(file), key, certificate);
        swept.add(new Swept("signed " + name(file), signed, opener::proved));
      }
    }
    return swept;
  }

  private List<String> table() throws Exception {
    var lines = new ArrayList<String>();
    for (Swept each : swept()) {
      lines.add(each.name());
      List<String> reasons = Arrays.stream(each.every()).mapToObj(each::reason).toList();
      for (int from = 0, to; from < reasons.size(); from = to) {
        to = from + 1;
        while (to < reasons.size() && reasons.get(to).equals(reasons.get(from))) {
          to++;
        }
        lines.add((to - from) + " " + reasons.get(from));
      }
    }
    return lines;
  }

  private static Map<String, List<String>> published() throws IOException {
    var published = new LinkedHashMap<String, List<String>>();
    List<String> reasons = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE, US_ASCII)) {
      String[] words = line.split(" ", -1);
      if (Character.isDigit(line.charAt(0))) {
        reasons.addAll(Collections.nCopies(Integer.parseInt(words[0]), words[1]));
      } else {
        reasons = published.computeIfAbsent(line, _ -> new ArrayList<>());
      }
    }
    return published;
  }

  private static String name(Path file) {
    return VECTORS.relativize(file).toString();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(VECTORS)) {
      return files.filter(file -> file.toString().endsWith(".der")).sorted().toList();
    }
  }
}
