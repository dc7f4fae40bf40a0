package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.SecretBytes;
import uk.firstbell.domain.vault.PayloadCipher;
import uk.firstbell.sealing.cms.CannotOpenException;
import uk.firstbell.sealing.cms.CmsOpener;
import uk.firstbell.sealing.keys.Certificates;
import uk.firstbell.sealing.keys.PrivateKeys;

/**
 * Somebody who holds everything the gateway keeps or sends, but for what the key service keeps, and
 * who knows how it is made. Takes whatever could be a key, as it stands or out of base64 or
 * hexadecimal, and tries each on everything that is locked.
 */
final class Thief {
  private static final int DATA_KEY_BYTES = 32;

  /** Shorter runs hold no key. */
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{42,}={0,2}");

  private static final Pattern HEXADECIMAL = Pattern.compile("(?i)\\b(?:[0-9a-f]{2}){32,}\\b");
  private static final Pattern NOTIFICATION =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  /** A message (RFC 5652) is a DER sequence of some length told in two bytes. */
  private static final int SEQUENCE = 0x30;

  private static final int LENGTH_IN_TWO_BYTES = 0x82;

  private final CmsOpener opener;
  private final PayloadCipher cipher;
  private final SequencedMap<ByteBuffer, String> things = new LinkedHashMap<>();
  private final Set<NotificationId> notifications = new HashSet<>();

  /** What was read that was locked, and where it lay. */
  record Read(String place, byte[] plaintext) {}

  private record ReaderKey(PrivateKey key, X509Certificate certificate) {}

  Thief(Belongings belongings, CmsOpener opener, PayloadCipher cipher) {
    this.opener = opener;
    this.cipher = cipher;
    belongings.show((kind, place, thing) -> {
      unpacked(thing).forEach(bytes -> things.putIfAbsent(ByteBuffer.wrap(bytes), place));
      found(NOTIFICATION, thing).map(NotificationId::new).forEach(notifications::add);
      return false;
    });
  }

  /** Whatever could be read of all that is there. */
  List<Read> read() {
    var read = new ArrayList<Read>();
    List<ReaderKey> readerKeys = readerKeys();
    List<byte[]> dataKeys =
        things.keySet().stream()
            .map(ByteBuffer::array)
            .filter(thing -> thing.length == DATA_KEY_BYTES)
            .toList();
    messages()
        .forEach((message, place) ->
            readerKeys.stream()
                .flatMap(key -> opened(message, key).stream())
                .findFirst()
                .ifPresent(plaintext -> read.add(new Read(place, plaintext))));
    payloads()
        .forEach((payload, place) ->
            dataKeys.stream()
                .flatMap(key -> decrypted(payload, key))
                .findFirst()
                .ifPresent(plaintext -> read.add(new Read(place, plaintext))));
    return read;
  }

  /** How many sealed copies there were to be tried. */
  int copies() {
    return messages().size();
  }

  /** How many stored reports there were to be tried. */
  int reports() {
    return payloads().size();
  }

  private Map<byte[], String> messages() {
    return lying((place, bytes) ->
        place.endsWith(".sealed")
            && (bytes[0] & 0xff) == SEQUENCE
            && (bytes[1] & 0xff) == LENGTH_IN_TWO_BYTES);
  }

  private Map<byte[], String> payloads() {
    return lying((place, bytes) -> place.endsWith(".sealed") && bytes[0] == 1);
  }

  private interface Looks {
    boolean like(String place, byte[] bytes);
  }

  private Map<byte[], String> lying(Looks looks) {
    var found = new LinkedHashMap<byte[], String>();
    things.forEach((thing, place) -> {
      byte[] bytes = thing.array();
      if (bytes.length > 1 && looks.like(place, bytes)) {
        found.put(bytes, place);
      }
    });
    return found;
  }

  /** Each private key with each certificate: whose it is need not be known. */
  private List<ReaderKey> readerKeys() {
    List<X509Certificate> certificates =
        things.keySet().stream().flatMap(thing -> certificate(thing.array()).stream()).toList();
    return things.keySet().stream()
        .flatMap(thing -> privateKey(thing.array()).stream())
        .flatMap(key -> certificates.stream().map(certificate -> new ReaderKey(key, certificate)))
        .toList();
  }

  private static Optional<PrivateKey> privateKey(byte[] thing) {
    try {
      return Optional.of(PrivateKeys.read(SecretBytes.of(thing)));
    } catch (InvalidKeyException | RuntimeException none) {
      return Optional.empty();
    }
  }

  private static Optional<X509Certificate> certificate(byte[] thing) {
    try {
      return Optional.of(Certificates.certificate(thing));
    } catch (CertificateException none) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> opened(byte[] message, ReaderKey with) {
    try {
      return Optional.of(opener.open(message, with.key(), with.certificate()).content());
    } catch (CannotOpenException | RuntimeException locked) {
      return Optional.empty();
    }
  }

  private Stream<byte[]> decrypted(byte[] payload, byte[] key) {
    return notifications.stream()
        .flatMap(id -> {
          try {
            return Stream.of(cipher.decrypt(SecretBytes.of(key), id, payload));
          } catch (PayloadCipher.TamperedException locked) {
            return Stream.empty();
          }
        });
  }

  private static Stream<byte[]> unpacked(byte[] thing) {
    return Stream.of(
            Stream.of(thing),
            found(BASE64, thing).flatMap(Thief::base64),
            found(HEXADECIMAL, thing).map(HexFormat.of()::parseHex))
        .flatMap(packed -> packed);
  }

  private static Stream<String> found(Pattern pattern, byte[] thing) {
    return pattern.matcher(new String(thing, ISO_8859_1)).results().map(match -> match.group());
  }

  private static Stream<byte[]> base64(String text) {
    try {
      return Stream.of(
          text.contains("-") || text.contains("_")
              ? Base64.getUrlDecoder().decode(text)
              : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException none) {
      return Stream.empty();
    }
  }
}
