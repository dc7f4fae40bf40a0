package uk.firstbell.domain.routing;

import static uk.firstbell.domain.model.SampleReports.group;
import static uk.firstbell.domain.model.SampleReports.text;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.Reader;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/** Whatever is left to chance. One seed gives the same again. */
final class Chance {
  private static final List<String> GIVEN = List.of("Elizabeth", "Robert", "Zoë", "Owain");
  private static final List<String> FAMILY = List.of("Tarnbrook", "Vale", "Ångström");

  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  void maybe(Runnable act) {
    if (random.nextBoolean()) {
      act.run();
    }
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Somebody of that role at {@code unit}, the {@code number}th there. */
  Person person(Unit unit, Role role, int number) {
    String id =
        (unit.kind() + "-" + unit.code() + "-" + role + "-" + number)
            .toLowerCase(Locale.ROOT)
            .replace('_', '-');
    return new Person(
        new PersonId(id),
        unit,
        one(GIVEN) + " " + one(FAMILY),
        id + "@unit.example",
        Optional.of("+4477009%05d".formatted(random.nextInt(100_000))),
        Optional.of(LocalDate.of(1960, 1, 1).plusDays(random.nextInt(10_000))),
        Set.of(role),
        unit);
  }

  static Reader reader(Person person) {
    return new Reader(
        person,
        List.of(new ReaderCertificate(person.id(), "1", new byte[] {1}, Instant.MIN, Instant.MAX)));
  }

  /** Makes an adult of a message that person, by whatever they can be known. */
  void makeParty(Map<String, Content> adult, Person person) {
    String[] names = person.name().split(" ", 2);
    switch (random.nextInt(3)) {
      case 0 -> {
        adult.put("givenNames", text(names[0]));
        adult.put("familyName", text(names[1]));
      }
      case 1 -> adult.put("contact", group(Map.of("phone", text(person.phone().orElseThrow()))));
      default -> {
        adult.put("familyName", text(names[1]));
        adult.put("dateOfBirth", text(person.dateOfBirth().orElseThrow().toString()));
      }
    }
  }
}
