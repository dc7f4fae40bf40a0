package uk.firstbell.wire.directory;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.firstbell.domain.calendar.DayStatus;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.Force;
import uk.firstbell.domain.directory.Guidance;
import uk.firstbell.domain.directory.Issuer;
import uk.firstbell.domain.directory.LocalAuthority;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.directory.School;
import uk.firstbell.domain.directory.SignIn;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.model.ForceCode;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.model.Urn;

/** What the sample borough says, read. */
final class DirectoryFilesTest {
  private static final Unit LARKFIELD = Unit.parse("SCHOOL-102345");
  private static final Unit OAKMERE = Unit.parse("SCHOOL-102346");
  private static final Unit THORNBURY_VALE = Unit.parse("SCHOOL-102399");
  private static final Unit WEXCOMBE = Unit.parse("LA-999");
  private static final Unit SOCIAL_CARE = Unit.socialCare(WEXCOMBE);
  private static final Unit CONSTABULARY = Unit.parse("FORCE-WXC");

  private final DirectoryBook book = sample();

  private static DirectoryBook sample() {
    try {
      return DirectoryFiles.read(SampleFiles.BOROUGH, SampleFiles.ENDPOINTS);
    } catch (BadDirectoryException refused) {
      throw new AssertionError(refused);
    }
  }

  @Test
  void reads_forces_authorities_and_schools() {
    assertThat(book.forces())
        .containsExactly(new Force(new ForceCode("WXC"), "Wexcombe Constabulary"));
    assertThat(book.localAuthorities())
        .containsExactly(
            new LocalAuthority(
                WEXCOMBE,
                "Wexcombe Borough Council",
                Optional.of(
                    new Guidance(
                        "+442079460990",
                        "Monday to Friday, 8am to 1pm",
                        "Ask Wexcombe's education safeguarding team, or the school's educational psychologist.",
                        "Gofynnwch i d\u00eem diogelu addysg Wexcombe, neu i seicolegydd addysg yr ysgol."))));
    assertThat(book.schools())
        .containsExactly(
            new School(new Urn("102345"), "Larkfield Primary School", WEXCOMBE, 1),
            new School(new Urn("102346"), "Oakmere Secondary School", WEXCOMBE, 1),
            new School(new Urn("102399"), "Thornbury Vale Primary School", WEXCOMBE, 1));
  }

  @Test
  void reads_two_sender_keys_that_are_valid_at_the_same_time() throws Exception {
    assertThat(book.senderKeys())
        .extracting(SenderKey::keyId, SenderKey::force, SenderKey::algorithm)
        .containsExactly(
            tuple("wxc-2026a", new ForceCode("WXC"), SenderKey.Algorithm.ED25519),
            tuple("wxc-2026b", new ForceCode("WXC"), SenderKey.Algorithm.ECDSA_P256_SHA256));
    assertThat(book.senderKeys())
        .allSatisfy(key -> {
          assertThat(key.units())
              .containsExactlyInAnyOrder(
                  "Encompass Desk", "Online Child Abuse Team", "Wexcombe North Safeguarding Unit");
          assertThat(key.messageTypes()).containsExactlyInAnyOrder("DA_ENCOMPASS", "OCSAE_CSC");
          assertThat(key.validAt(Instant.parse("2025-12-31T23:59:59Z"))).isFalse();
          assertThat(key.validAt(Instant.parse("2026-01-01T00:00:00Z"))).isTrue();
          assertThat(key.validAt(Instant.parse("2027-12-31T23:59:59Z"))).isTrue();
          assertThat(key.validAt(Instant.parse("2028-01-01T00:00:00Z"))).isFalse();
        });
    assertThat(
            KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(book.senderKeys().getFirst().publicKey())))
        .isNotNull();
  }

  @Test
  void reads_people_with_their_roles_and_what_they_may_ask_about() {
    assertThat(book.people())
        .extracting(p -> p.id().value(), Person::organisation, Person::roles, Person::scope)
        .containsExactly(
            tuple("larkfield-dsl", LARKFIELD, Set.of(Role.DSL), LARKFIELD),
            tuple("larkfield-deputy-1", LARKFIELD, Set.of(Role.DEPUTY_DSL), LARKFIELD),
            tuple("larkfield-deputy-2", LARKFIELD, Set.of(Role.DEPUTY_DSL), LARKFIELD),
            tuple("larkfield-head", LARKFIELD, Set.of(Role.HEAD), LARKFIELD),
            tuple("oakmere-dsl", OAKMERE, Set.of(Role.DSL), OAKMERE),
            tuple("oakmere-deputy-1", OAKMERE, Set.of(Role.DEPUTY_DSL), OAKMERE),
            tuple("oakmere-deputy-2", OAKMERE, Set.of(Role.DEPUTY_DSL), OAKMERE),
            tuple("oakmere-head", OAKMERE, Set.of(Role.HEAD), OAKMERE),
            tuple("larkfield-on-call", LARKFIELD, Set.of(Role.ON_CALL), LARKFIELD),
            tuple("larkfield-holidays", LARKFIELD, Set.of(Role.HOLIDAY_CONTACT), LARKFIELD),
            tuple("thornbury-dsl", THORNBURY_VALE, Set.of(Role.DSL), THORNBURY_VALE),
            tuple("thornbury-deputy", THORNBURY_VALE, Set.of(Role.DEPUTY_DSL), THORNBURY_VALE),
            tuple("thornbury-head", THORNBURY_VALE, Set.of(Role.HEAD), THORNBURY_VALE),
            tuple("wexcombe-officer", WEXCOMBE, Set.of(Role.LA_OFFICER), WEXCOMBE),
            tuple("wexcombe-mash", SOCIAL_CARE, Set.of(Role.MASH), SOCIAL_CARE),
            tuple("wexcombe-edt", SOCIAL_CARE, Set.of(Role.EDT), SOCIAL_CARE),
            tuple("wexcombe-la-duty", WEXCOMBE, Set.of(Role.LA_DUTY), WEXCOMBE),
            tuple("wxc-contact", CONSTABULARY, Set.of(Role.FORCE_CONTACT), CONSTABULARY),
            tuple("wxc-ocsae", CONSTABULARY, Set.of(Role.OCSAE_OFFICER), CONSTABULARY),
            tuple("wxc-auditor", CONSTABULARY, Set.of(Role.AUDITOR), CONSTABULARY));
    assertThat(book.people().getFirst().name()).isEqualTo("Dilys Samplewright");
    assertThat(book.people().getFirst().phone()).contains("+447700900771");
    assertThat(book.people().getFirst().dateOfBirth()).contains(LocalDate.parse("1979-05-14"));
    assertThat(book.people().getLast().phone()).isEmpty();
    assertThat(book.people())
        .extracting(Person::email)
        .doesNotHaveDuplicates()
        .startsWith("dsl@larkfield.example")
        .allMatch(email -> email.endsWith(".example"));
  }

  @Test
  void reads_one_certificate_for_everybody_who_reads() throws Exception {
    assertThat(book.certificates())
        .extracting(certificate -> certificate.person().value(), ReaderCertificate::id)
        .containsExactly(
            tuple("larkfield-dsl", "2026a"),
            tuple("larkfield-deputy-1", "2026a"),
            tuple("larkfield-deputy-2", "2026a"),
            tuple("larkfield-head", "2026a"),
            tuple("oakmere-dsl", "2026a"),
            tuple("oakmere-deputy-1", "2026a"),
            tuple("oakmere-deputy-2", "2026a"),
            tuple("oakmere-head", "2026a"),
            tuple("thornbury-deputy", "2026a"),
            tuple("wexcombe-officer", "2026a"),
            tuple("wexcombe-mash", "2026a"),
            tuple("wexcombe-edt", "2026a"),
            tuple("wxc-ocsae", "2026a"));
    for (ReaderCertificate listed : book.certificates()) {
      assertThat(listed.notBefore()).isEqualTo("2026-01-01T00:00:00Z");
      assertThat(listed.notAfter()).isEqualTo("2028-01-01T00:00:00Z");
      var certificate = x509(listed.certificate());
      assertThat(certificate.getSubjectX500Principal().getName())
          .isEqualTo("CN=" + listed.person().value());
      // RFC 5280, section 4.2.1.3: keyAgreement is bit 4, and the only one set.
      assertThat(certificate.getKeyUsage())
          .containsExactly(false, false, false, false, true, false, false, false, false);
    }
  }

  private static X509Certificate x509(byte[] der) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  @Test
  void reads_issuers_at_the_addresses_of_this_run() {
    assertThat(book.issuers())
        .containsExactly(
            new Issuer(
                "http://127.0.0.1:7001/schools",
                "firstbell",
                URI.create("http://127.0.0.1:7001/schools/jwks"),
                Set.of(LARKFIELD, OAKMERE, THORNBURY_VALE),
                Issuer.Naming.REQUIRED),
            new Issuer(
                "http://127.0.0.1:7001/agencies",
                "firstbell",
                URI.create("http://127.0.0.1:7001/agencies/jwks"),
                Set.of(WEXCOMBE, SOCIAL_CARE, CONSTABULARY),
                Issuer.Naming.REQUIRED));
    assertThat(book.signIns())
        .hasSize(19)
        .contains(
            new SignIn(
                "http://127.0.0.1:7001/schools",
                "subject-larkfield-dsl",
                new PersonId("larkfield-dsl")),
            new SignIn(
                "http://127.0.0.1:7001/agencies",
                "subject-wxc-auditor",
                new PersonId("wxc-auditor")));
  }

  @Test
  void reads_the_calendars_of_the_authority_and_of_the_school_that_has_its_own() {
    assertThat(book.calendars()).containsOnlyKeys(WEXCOMBE, LARKFIELD);
    assertThat(book.calendars().values())
        .allSatisfy(calendar -> {
          assertThat(calendar.start()).isEqualTo(LocalTime.of(8, 50));
          assertThat(calendar.end()).isEqualTo(LocalTime.of(15, 15));
          assertThat(calendar.week())
              .containsExactlyInAnyOrder(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY);
          assertThat(calendar.bankHolidays()).hasSize(24);
        });
  }

  /** The days that the worked cases T01 to T12 of domain section 8.4 lean on. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-29, WEEKEND", // T04
    "2026-05-01, OPEN", // T01
    "2026-05-02, WEEKEND",
    "2026-05-04, BANK_HOLIDAY",
    "2026-05-05, OPEN",
    "2026-05-22, OPEN",
    "2026-05-25, BANK_HOLIDAY",
    "2026-05-26, HOLIDAY",
    "2026-05-29, HOLIDAY",
    "2026-06-01, OPEN",
    "2026-06-09, OPEN", // T07
    "2026-07-22, OPEN", // T05
    "2026-07-23, HOLIDAY",
    "2026-08-31, BANK_HOLIDAY",
    "2026-09-01, HOLIDAY",
    "2026-09-02, INSET",
    "2026-09-03, OPEN",
    "2026-10-23, OPEN", // T02
    "2026-10-25, WEEKEND", // T03
    "2026-10-26, HOLIDAY",
    "2026-10-30, HOLIDAY",
    "2026-11-02, OPEN",
    "2026-12-18, OPEN", // T06
    "2026-12-21, HOLIDAY",
    "2026-12-25, BANK_HOLIDAY",
    "2026-12-28, BANK_HOLIDAY",
    "2027-01-01, BANK_HOLIDAY",
    "2027-01-04, INSET",
    "2027-01-05, OPEN"
  })
  void knows_the_days_of_the_worked_cases_at_both(LocalDate day, DayStatus status) {
    assertThat(book.calendars().get(LARKFIELD)).extracting(c -> c.on(day)).isEqualTo(status);
    assertThat(book.calendars().get(WEXCOMBE)).extracting(c -> c.on(day)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04",
    "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26",
    "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"
  })
  void knows_the_bank_holidays_of_england_and_wales(LocalDate day) {
    assertThat(book.calendars().get(LARKFIELD))
        .extracting(c -> c.on(day))
        .isEqualTo(DayStatus.BANK_HOLIDAY);
  }

  @ParameterizedTest
  @CsvSource({"2026-12-26", "2027-12-25", "2027-12-26"})
  void does_not_count_the_day_that_a_substitute_stands_for(LocalDate day) {
    assertThat(book.calendars().get(LARKFIELD))
        .extracting(c -> c.on(day))
        .isEqualTo(DayStatus.WEEKEND);
  }
}
