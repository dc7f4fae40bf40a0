package uk.firstbell.testkit.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.SecretBytes;

/** Where the repository's samples lie, and the private keys they publish. */
public final class SampleBorough {
  private static final Path SAMPLES = Path.of("events", "samples");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

  private SampleBorough() {}

  /**
   * The sample borough's folder.
   *
   * @throws IllegalStateException if neither the working directory nor any folder above it holds
   *     {@code events/samples}
   */
  public static Path path() {
    return samples().resolve("borough");
  }

  /** The folder of all samples; as {@link #path()}. */
  public static Path samples() {
    return samplesAbove(Path.of("").toAbsolutePath());
  }

  static Path samplesAbove(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(SAMPLES))) {
        return at.resolve(SAMPLES);
      }
    }
    throw new IllegalStateException(
        "run this inside the repository: no folder above the working directory has events/samples");
  }

  /** The event of the scene of that name. */
  public static Path event(String scene) {
    return samples().resolve(scene).resolve(scene + ".event.json");
  }

  /** Every scene's event below {@code folder}, in the order of their names. */
  public static List<Path> events(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(".event.json"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("a folder of samples cannot be read", unreadable);
    }
  }

  /**
   * The private key that goes with the first of a reader's certificates: PKCS#8, DER.
   *
   * @throws IllegalStateException if {@code borough} publishes none
   */
  public static SecretBytes readerKey(Path borough, PersonId reader) {
    return listed(borough.resolve("people.json"), "people")
        .filter(person -> person.text("id").equals(Optional.of(reader.value())))
        .flatMap(person -> person.groups("certificates").stream())
        .flatMap(certificate -> certificate.text("keyFile").stream())
        .findFirst()
        .map(file -> privateKey(borough.resolve(file)))
        .orElseThrow(SampleBorough::noKey);
  }

  /**
   * The private key a force signs requests with: PKCS#8, DER.
   *
   * @throws IllegalStateException if {@code borough} publishes none
   */
  public static SecretBytes senderKey(Path borough, String keyId) {
    return senderKeys(borough)
        .filter(key -> key.text("keyId").equals(Optional.of(keyId)))
        .flatMap(key -> key.text("keyFile").stream())
        .findFirst()
        .map(file -> privateKey(borough.resolve(file)))
        .orElseThrow(SampleBorough::noKey);
  }

  /**
   * Looks up everybody whom a scene names, and the key its report is signed with.
   *
   * @throws BadSceneException if {@code borough} does not list one of them
   */
  public static void requireListed(Path borough, Scene scene) {
    String file = scene.name() + Scene.EVENT;
    boolean signed =
        senderKeys(borough)
            .anyMatch(key -> key.text("keyId").equals(Optional.of(scene.publish().keyId())));
    if (!signed) {
      throw new BadSceneException(
          file + "#/publish/keyId", "name a key that the borough's forces.json lists");
    }
    Set<PersonId> people = people(borough);
    for (int i = 0; i < scene.then().size(); i++) {
      String where = file + "#/then/" + i + "/";
      named(scene.then().get(i))
          .forEach((name, person) -> requireListed(people, person, where + name));
    }
  }

  /** Whom a step names, each by the name that they stand under. */
  private static Map<String, PersonId> named(Scene.Step step) {
    return switch (step) {
      case Scene.Step.OfPerson of -> Map.of("person", of.person());
      case Scene.Step.RecordConversation held ->
          Map.of("police", held.police(), "socialCare", held.socialCare());
      case Scene.Step.PublishAgain _, Scene.Step.PublishChanged _, Scene.Step.PublishRevision _ ->
          Map.of();
    };
  }

  /**
   * Looks up everybody whom an outcome names.
   *
   * @throws BadSceneException if {@code borough} does not list one of them
   */
  public static void requireListed(Path borough, Outcome outcome) {
    Set<PersonId> people = people(borough);
    String file = outcome.scene() + Outcome.OUTCOME;
    requireListed(people, outcome, file + "#");
    outcome.revision().ifPresent(second -> requireListed(people, second, file + "#/revision"));
  }

  private static void requireListed(Set<PersonId> people, Outcome outcome, String file) {
    for (int i = 0; i < outcome.deliveries().size(); i++) {
      for (PersonId reader : outcome.deliveries().get(i).readers()) {
        requireListed(people, reader, file + "/deliveries/" + i + "/readers");
      }
    }
    for (int i = 0; i < outcome.alerts().size(); i++) {
      requireListed(people, outcome.alerts().get(i).person(), file + "/alerts/" + i + "/person");
    }
  }

  private static void requireListed(Set<PersonId> people, PersonId person, String where) {
    if (!people.contains(person)) {
      throw new BadSceneException(where, "name somebody whom the borough's people.json lists");
    }
  }

  private static Set<PersonId> people(Path borough) {
    return listed(borough.resolve("people.json"), "people")
        .flatMap(person -> person.text("id").stream())
        .map(PersonId::new)
        .collect(Collectors.toSet());
  }

  private static Stream<Content.Group> senderKeys(Path borough) {
    return listed(borough.resolve("forces.json"), "forces")
        .flatMap(force -> force.groups("senderKeys").stream());
  }

  private static Stream<Content.Group> listed(Path file, String name) {
    return Part.read(file, Set.of(name)).content().groups(name).stream();
  }

  private static IllegalStateException noKey() {
    return new IllegalStateException("the borough publishes no private key of that name");
  }

  private static SecretBytes privateKey(Path pem) {
    try {
      Matcher body = PRIVATE_KEY.matcher(Files.readString(pem, StandardCharsets.US_ASCII));
      if (!body.matches()) {
        throw new IllegalStateException("a sample's key file holds no PKCS#8 private key in PEM");
      }
      return SecretBytes.of(Base64.getMimeDecoder().decode(body.group(1)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("a sample's key file cannot be read", unreadable);
    }
  }
}
