package uk.firstbell.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.ZoneId;
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

  /**
   * The rooms, and for each which others it may see. The local gateway may see them all; what it
   * may not is below. The app in {@code cloud} writes the template that {@code cloud.template}
   * reads, and neither knows the other.
   */
  @ParameterizedTest(name = "{0} sees {1}")
  @CsvSource({
    "domain..,         ''",
    "wire..,           domain..",
    "sealing..,        domain..",
    "memory..,         domain..",
    "aws..,            domain.. wire..",
    "testkit..,        domain.. wire..",
    "rehearsal..,      domain.. wire.. sealing.. memory.. testkit..",
    "simulation..,     domain.. memory.. testkit.. rehearsal..",
    "benchmarks..,     domain.. sealing.. memory.. aws.. testkit.. local",
    "functions..,      domain.. wire.. sealing.. aws..",
    "cloud,            ''",
    "cloud.template.., ''",
  })
  void a_room_sees_only_the_rooms_below_it(String room, String below) {
    String[] seen =
        List.of((room + " " + below).trim().split(" ")).stream()
            .peek(RoomsTest::exists)
            .map(name -> ROOT + name)
            .toArray(String[]::new);

    hold(
        noClasses()
            .that()
            .resideInAPackage(ROOT + room)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("uk.firstbell..").and(resideOutsideOfPackages(seen))));
  }

  @Test
  void the_domain_leans_on_nothing_but_the_jdk() {
    exists("domain..");

    hold(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "domain..")
            .should()
            .dependOnClassesThat(
                resideOutsideOfPackages(ROOT + "domain..", "java..", "javax..", "org.jspecify..")));
  }

  /** The rest of it, its provider first of all, is not packed with the functions. */
  @Test
  void sealing_takes_of_bouncy_castle_what_infra_package_packs() {
    exists("sealing..");

    hold(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "sealing..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("org.bouncycastle..")
                    .and(
                        resideOutsideOfPackages(
                            "org.bouncycastle.asn1..",
                            "org.bouncycastle.crypto..",
                            "org.bouncycastle.math..",
                            "org.bouncycastle.util.."))));
  }

  /**
   * A home is a room, or one class. {@code rehearsal.Contract} reads the contract that callers were
   * promised, which is YAML; what runs in the cloud reads none, so {@code wire} has no reader of
   * it. {@code benchmarks} compares with what its authors would have one write.
   */
  @ParameterizedTest(name = "{0} only in {1}")
  @CsvSource({
    "com.fasterxml.jackson..,  wire.. cloud.template.. local.. rehearsal.Contract",
    "org.bouncycastle..,       sealing.. benchmarks..",
    "software.amazon.awssdk.., aws.. local.. benchmarks..",
    "software.amazon.awscdk.., cloud",
    "com.nimbusds..,           functions.admission.. local..",
  })
  void a_library_is_known_in_its_own_room_only(String library, String homes) {
    DescribedPredicate<JavaClass> athome =
        DescribedPredicate.or(List.of(homes.split(" ")).stream().map(RoomsTest::home).toList());
    assertThat(List.of(homes.split(" ")))
        .as("every home uses it, or it needs none there")
        .allMatch(home -> users(library).stream().anyMatch(home(home)));

    hold(
        noClasses()
            .that(DescribedPredicate.not(athome))
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
        "exchange",
        "enrolment",
        "audit"
      })
  void a_function_does_not_see_another_function(String stage) {
    exists("functions." + stage + "..");

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
    exists("functions..");
    exists("local..");

    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "functions..", ROOT + "local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "functions.."));
  }

  @ParameterizedTest(name = "{0} calls no other stage")
  @ValueSource(
      strings = {
        "intake",
        "routing",
        "dispatch",
        "watch",
        "receipt",
        "exchange",
        "enrolment",
        "audit"
      })
  void a_stage_never_calls_another(String stage) {
    exists("domain." + stage);
    DescribedPredicate<JavaClass> stories =
        DescribedPredicate.describe(
            "the story of another stage",
            type ->
                type.isTopLevelClass()
                    && Set.of(
                            "Intake",
                            "Routing",
                            "Dispatch",
                            "Watch",
                            "Receipt",
                            "Exchange",
                            "Enrolment",
                            "Audit")
                        .contains(type.getSimpleName())
                    && type.getPackageName().startsWith(ROOT + "domain.")
                    && !type.getPackageName().equals(ROOT + "domain." + stage));
    assertThat(ALL.that(stories)).hasSize(7);

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
    hold(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Wiring")
            .should()
            .accessTargetWhere(HiddenClocks.READ));
    hold(
        noClasses()
            .should()
            .accessTargetWhere(
                HiddenClocks.READ.and(DescribedPredicate.not(HiddenClocks.SYSTEM_SOURCE))));
    assertThat(
            ALL.stream()
                .filter(type -> type.getSimpleName().endsWith("Wiring"))
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(HiddenClocks.SYSTEM_SOURCE))
        .as("the wirings read the system's clock, or their exception is for nobody")
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
            .callMethod(ZoneId.class, "of", String.class));
  }

  private static void hold(ArchRule rule) {
    rule.check(ALL);
  }

  private static void exists(String room) {
    assertThat(ALL.stream().filter(resideInAnyPackage(ROOT + room)))
        .as("the room %s exists", room)
        .isNotEmpty();
  }

  /** A room by its package, or one class by its name, which alone has capital letters. */
  private static DescribedPredicate<JavaClass> home(String home) {
    boolean oneClass = home.chars().anyMatch(Character::isUpperCase);
    return oneClass
        ? JavaClass.Predicates.belongTo(HasName.Predicates.name(ROOT + home).forSubtype())
        : resideInAnyPackage(ROOT + home);
  }

  private static Set<JavaClass> users(String library) {
    return ALL.stream()
        .filter(type ->
            type.getDirectDependenciesFromSelf().stream()
                .anyMatch(
                    dependency -> resideInAnyPackage(library).test(dependency.getTargetClass())))
        .collect(Collectors.toSet());
  }
}
