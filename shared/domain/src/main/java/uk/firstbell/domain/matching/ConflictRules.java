package uk.firstbell.domain.matching;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.model.Adult;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.PersonId;

/**
 * Whether somebody who could read a report is a party to it (F34). Compared in memory only, and
 * towards caution: a namesake is passed over, and the next person told. Pure.
 */
public final class ConflictRules {
  /** The short forms people go by, each line one name; a family name has none. */
  private static final Map<String, Set<String>> VARIANTS =
      byName(
          "abigail abi abby gail",
          "alexander alexandra alex sandy sasha xander",
          "andrew andy drew",
          "anthony tony",
          "catherine katherine kathryn catrin kate cathy kathy katie cath",
          "christopher chris kit topher",
          "christine christina chris chrissie tina",
          "daniel danielle dan danny dani",
          "david dave dafydd dai",
          "deborah debra deb debbie",
          "edward ed eddie ted ned",
          "elizabeth elisabeth liz lizzie beth betty eliza bethan",
          "frances francis fran frankie frank",
          "gareth gary gaz",
          "gregory greg",
          "jacqueline jackie jacqui",
          "james jim jimmy jamie",
          "jennifer jen jenny",
          "jonathan jon jonny john ieuan ioan",
          "joseph josephine joe joey jo josie",
          "kenneth ken kenny",
          "laura laurie",
          "lawrence laurence larry laurie",
          "margaret maggie meg peggy marged megan",
          "matthew matt mat",
          "michael mike mick micky michaela",
          "mohammed muhammad mohammad mohamed mo",
          "natalie nat natasha tasha",
          "nicholas nicola nick nicky nic",
          "patricia patrick pat paddy tricia trish",
          "peter pete pedr",
          "philip phillip phil",
          "rebecca becky becca bex",
          "richard rich richie rick dick",
          "robert rob robbie bob bobby bert",
          "samuel samantha sam sammy",
          "sarah sara sally",
          "stephen steven steve steffan",
          "susan suzanne sue susie",
          "thomas tom tommy tomos",
          "timothy tim",
          "victoria vicky tori",
          "william will bill billy liam gwilym",
          "zachary zac zack");

  private static final Pattern ACCENTS = Pattern.compile("\\p{M}");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  private ConflictRules() {}

  /** Whether {@code person} is one of the report's adults, as far as anybody can tell. */
  public static boolean party(Message message, Person person) {
    return message.parties().stream().anyMatch(adult -> same(adult, person));
  }

  /** Those of {@code people} who are one of the report's adults, in their order. */
  public static List<PersonId> parties(Message message, List<Person> people) {
    return people.stream().filter(person -> party(message, person)).map(Person::id).toList();
  }

  private static boolean same(Adult adult, Person person) {
    if (adult.phone().isPresent() && adult.phone().equals(person.phone())) {
      return true;
    }
    List<String> names = words(person.name());
    boolean given =
        adult.givenNames().stream()
            .flatMap(name -> words(name).stream())
            .anyMatch(name -> calls(names, name));
    boolean born =
        adult.dateOfBirth().isPresent() && adult.dateOfBirth().equals(person.dateOfBirth());
    // A name changes with a marriage, and a birthday does not: two of the three are enough.
    boolean familyName =
        adult.familyName().map(ConflictRules::words).stream()
            .flatMap(List::stream)
            .anyMatch(names::contains);
    return (familyName && (born || given)) || (given && born) || knownBy(adult, names);
  }

  /** Whether another name the adult goes by holds two of the person's names. */
  private static boolean knownBy(Adult adult, List<String> names) {
    return adult.givenNames().stream()
        .anyMatch(name -> words(name).stream().filter(names::contains).distinct().count() > 1);
  }

  /** Whether one of {@code names} is that name, a variant of it, or its initial. */
  private static boolean calls(List<String> names, String name) {
    return variants(name).anyMatch(names::contains)
        || names.contains(name.substring(0, name.offsetByCodePoints(0, 1)));
  }

  private static Stream<String> variants(String name) {
    return VARIANTS.getOrDefault(name, Set.of(name)).stream();
  }

  /** Every name with all that stand in a line with it, itself among them. */
  private static Map<String, Set<String>> byName(String... lines) {
    var variants = new HashMap<String, Set<String>>();
    for (String line : lines) {
      List<String> names = List.of(line.split(" "));
      names.forEach(name -> variants.computeIfAbsent(name, _ -> new HashSet<>()).addAll(names));
    }
    return variants;
  }

  /** Lower-case words without accents; a double-barrelled name is two. */
  private static List<String> words(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    return NO_LETTERS
        .splitAsStream(ACCENTS.matcher(plain).replaceAll(""))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
