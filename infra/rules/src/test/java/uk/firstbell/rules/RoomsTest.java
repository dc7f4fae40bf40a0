package uk.firstbell.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rooms of the README and the arrows between them. Each rule first proves that its rooms exist.
 */
final class RoomsTest {
  private static final String ROOT = "uk.firstbell.";
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("uk.firstbell");

  /** The rooms, and for each which others it may see. Functions and infra are below. */
  @ParameterizedTest(name = "{0} sees {1}")
  @CsvSource({
    "domain,  ''",
    "wire,    domain",
    "sealing, domain",
    "memory,  domain",
    "aws,     domain wire",
    "testkit, domain wire",
  })
  void a_shared_room_sees_only_the_rooms_below_it(String room, String below) {
    exists(room);
    String[] seen =
        List.of((room + " " + below).trim().split(" ")).stream()
            .peek(RoomsTest::exists)
            .map(name -> ROOT + name + "..")
            .toArray(String[]::new);

    hold(
        noClasses()
            .that()
            .resideInAPackage(ROOT + room + "..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("uk.firstbell..").and(resideOutsideOfPackages(seen))));
  }

  @Test
  void the_domain_leans_on_nothing_but_the_jdk() {
    exists("domain");

    hold(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "domain..")
            .should()
            .dependOnClassesThat(
                resideOutsideOfPackages(ROOT + "domain..", "java..", "javax..", "org.jspecify..")));
  }

  @ParameterizedTest(name = "{0} only in {1}")
  @CsvSource({
    "com.fasterxml.jackson.., wire | cloud.template | local",
    "org.bouncycastle..,      sealing",
    "software.amazon.awssdk.., aws | local",
    "software.amazon.awscdk.., cloud",
    "com.nimbusds..,          functions.admission | local",
  })
  void a_library_is_known_in_its_own_room_only(String library, String rooms) {
    var homes = List.of(rooms.split(" \\| "));
    homes.forEach(RoomsTest::exists);
    assertThat(users(library)).as("somebody uses it, or the rule proves nothing").isNotEmpty();

    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                homes.stream().map(home -> ROOT + home + "..").toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "intake",
        "relay",
        "routing",
        "dispatch",
        "watch",
        "admission",
        "receipt",
        "audit"
      })
  void a_function_does_not_see_another_function(String stage) {
    exists("functions." + stage);

    hold(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "functions." + stage + "..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(ROOT + "functions..")
                    .and(resideOutsideOfPackages(ROOT + "functions." + stage + ".."))));
  }

  @Test
  void nothing_points_at_the_functions_except_the_local_gateway() {
    exists("functions");
    exists("local");

    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "functions..", ROOT + "local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "functions.."));
  }

  @ParameterizedTest(name = "{0} calls no other stage")
  @ValueSource(strings = {"intake", "routing", "dispatch", "watch", "receipt", "audit"})
  void a_stage_never_calls_another(String stage) {
    exists("domain." + stage);
    DescribedPredicate<JavaClass> stories =
        DescribedPredicate.describe(
            "the story of another stage",
            type ->
                type.isTopLevelClass()
                    && Set.of("Intake", "Routing", "Dispatch", "Watch", "Receipt", "Audit")
                        .contains(type.getSimpleName())
                    && type.getPackageName().startsWith(ROOT + "domain.")
                    && !type.getPackageName().equals(ROOT + "domain." + stage));
    assertThat(ALL.that(stories)).hasSize(5);

    hold(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "domain." + stage)
            .should()
            .dependOnClassesThat(stories));
  }

  /** A hidden clock undoes the injected one. Wiring may hand out the system's, as a source. */
  @Test
  void nobody_reads_a_clock_of_their_own() {
    hold(noClasses().should().callMethod(Instant.class, "now"));
    hold(noClasses().should().callMethod(LocalDate.class, "now"));
    hold(noClasses().should().callMethod(LocalTime.class, "now"));
    hold(noClasses().should().callMethod(LocalDateTime.class, "now"));
    hold(noClasses().should().callMethod(OffsetDateTime.class, "now"));
    hold(noClasses().should().callMethod(ZonedDateTime.class, "now"));
    hold(noClasses().should().callConstructor(Date.class));
    hold(noClasses().should().callMethod(System.class, "currentTimeMillis"));
    hold(noClasses().should().callMethod(Clock.class, "systemUTC"));
    hold(noClasses().should().callMethod(Clock.class, "systemDefaultZone"));
    hold(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Wiring")
            .should()
            .callMethod(InstantSource.class, "system"));
    assertThat(
            ALL.stream()
                .filter(type -> type.getSimpleName().endsWith("Wiring"))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(InstantSource.class)))
        .as("the wirings read the system's clock, or the last rule proves nothing")
        .isNotEmpty();
  }

  @Test
  void wall_time_exists_in_the_calendar_and_where_a_person_reads_it() {
    exists("domain.calendar");
    exists("local");

    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "domain.calendar", ROOT + "local")
            .should()
            .callMethod(java.time.ZoneId.class, "of", String.class));
  }

  private static void hold(ArchRule rule) {
    rule.check(ALL);
  }

  private static void exists(String room) {
    assertThat(
            ALL.stream()
                .filter(type -> (type.getPackageName() + ".").startsWith(ROOT + room + ".")))
        .as("the room %s exists", room)
        .isNotEmpty();
  }

  private static Set<String> users(String library) {
    return ALL
        .that(
            DescribedPredicate.describe(
                "use " + library,
                type ->
                    type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                            resideInAnyPackage(library).test(dependency.getTargetClass()))))
        .stream()
        .map(JavaClass::getName)
        .collect(Collectors.toSet());
  }
}
