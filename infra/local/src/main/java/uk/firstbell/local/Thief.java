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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
 * hexadecimal, and tries each on everything that is locked. For tests, which plant something first
 * and see that it is found.
 */
public final class Thief {
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
  private final List<Thing> things = new ArrayList<>();
  private final Set<NotificationId> notifications = new HashSet<>();

  /** What was read that was locked, and where it lay. */
  public record Read(String place, byte[] plaintext) {}

  /**
   * Bytes, and where they lay.
   *
   * @param place a table and an attribute of it, as {@code StoryTable.sealed}, or any other word
   */
  public record Thing(String place, byte[] bytes) {}

  private record ReaderKey(PrivateKey key, X509Certificate certificate) {}

  /**
   * @param hoard everything that lies about
   */
  public Thief(List<Thing> hoard, CmsOpener opener, PayloadCipher cipher) {
    this.opener = opener;
    this.cipher = cipher;
    var seen = new HashSet<ByteBuffer>();
    for (Thing thing : hoard) {
      unpacked(thing.bytes())
          .filter(bytes -> seen.add(ByteBuffer.wrap(bytes)))
          .forEach(bytes -> things.add(new Thing(thing.place(), bytes)));
      found(NOTIFICATION, thing.bytes()).map(NotificationId::new).forEach(notifications::add);
    }
  }

  /** Everything that a run on this machine keeps or sends. */
  static List<Thing> everything(Belongings belongings) {
    var everything = new ArrayList<Thing>();
    belongings.show((kind, place, thing) -> {
      everything.add(new Thing(place, thing));
      return false;
    });
    return everything;
  }

  /** Where a secret lies about, as it stands or in base64 or hexadecimal. */
  public Set<String> placesOf(byte[] secret) {
    Base64.Encoder plain = Base64.getEncoder().withoutPadding();
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    List<String> forms =
        List.of(
            new String(secret, ISO_8859_1),
            plain.encodeToString(secret),
            url.encodeToString(secret),
            HexFormat.of().formatHex(secret),
            HexFormat.of().withUpperCase().formatHex(secret));
    return things.stream()
        .filter(thing -> {
          String text = new String(thing.bytes(), ISO_8859_1);
          return forms.stream().anyMatch(text::contains);
        })
        .map(Thing::place)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whatever could be read of all that is there. */
  public List<Read> read() {
    var read = new ArrayList<Read>();
    List<ReaderKey> readerKeys = readerKeys();
    List<byte[]> dataKeys =
        things.stream().map(Thing::bytes).filter(bytes -> bytes.length == DATA_KEY_BYTES).toList();
    for (Thing message : messages()) {
      readerKeys.stream()
          .flatMap(key -> opened(message.bytes(), key).stream())
          .findFirst()
          .ifPresent(plaintext -> read.add(new Read(message.place(), plaintext)));
    }
    for (Thing payload : payloads()) {
      dataKeys.stream()
          .flatMap(key -> decrypted(payload.bytes(), key))
          .findFirst()
          .ifPresent(plaintext -> read.add(new Read(payload.place(), plaintext)));
    }
    return read;
  }

  /** How many sealed copies there were to be tried. */
  public int copies() {
    return messages().size();
  }

  /** How many stored reports there were to be tried. */
  public int reports() {
    return payloads().size();
  }

  private List<Thing> messages() {
    return sealed()
        .filter(thing -> (thing.bytes()[0] & 0xff) == SEQUENCE)
        .filter(thing -> (thing.bytes()[1] & 0xff) == LENGTH_IN_TWO_BYTES)
        .toList();
  }

  private List<Thing> payloads() {
    return sealed().filter(thing -> thing.bytes()[0] == 1).toList();
  }

  private Stream<Thing> sealed() {
    return things.stream()
        .filter(thing -> thing.place().endsWith(".sealed"))
        .filter(thing -> thing.bytes().length > 1);
  }

  /** Each private key with each certificate: whose it is need not be known. */
  private List<ReaderKey> readerKeys() {
    List<X509Certificate> certificates =
        things.stream().flatMap(thing -> certificate(thing.bytes()).stream()).toList();
    return things.stream()
        .flatMap(thing -> privateKey(thing.bytes()).stream())
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
