package uk.firstbell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.testkit.fixture.SampleDirectory.CERTIFIED_FROM;
import static uk.firstbell.testkit.fixture.SampleDirectory.CERTIFIED_UNTIL;
import static uk.firstbell.testkit.fixture.SampleDirectory.LARKFIELD;
import static uk.firstbell.testkit.fixture.SampleDirectory.aCertificate;
import static uk.firstbell.testkit.fixture.SampleDirectory.aPerson;
import static uk.firstbell.testkit.fixture.SampleDirectory.book;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.directory.ReaderCertificate;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.testkit.contract.DirectoryContract;
import uk.firstbell.testkit.fixture.SampleDirectory;

final class DynamoDirectoryTest extends DirectoryContract {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static final Instant IN_DATE = CERTIFIED_FROM.plusSeconds(3_600);
  private static final Unit SCHOOL = Unit.school(LARKFIELD);

  @Override
  protected Parts emptyDirectory() {
    DynamoDirectory directory = emptyTable();
    return new Parts(directory, directory, directory);
  }

  @Test
  void stores_more_than_a_batch_takes() {
    DynamoDirectory directory = emptyTable();
    List<Person> people =
        IntStream.range(0, 60).mapToObj(i -> aPerson("person-" + i, SCHOOL, Role.DSL)).toList();

    directory.store(SampleDirectory.onlyPeople(people));

    assertThat(directory.people(SCHOOL, Set.of(Role.DSL))).hasSize(60);
    assertThat(people)
        .allSatisfy(person -> assertThat(directory.person(person.id())).hasValue(person));
  }

  @Test
  void keeps_a_certificate_with_its_persons_organisation_though_the_book_lists_no_person() {
    DynamoDirectory directory = emptyTable();
    ReaderCertificate second =
        aCertificate("larkfield-deputy-2", "desk", CERTIFIED_FROM, CERTIFIED_UNTIL);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> directory.store(onlyCertificates(List.of(second))));

    directory.store(book());
    assertThat(readers(directory)).doesNotContain("larkfield-deputy-2");
    directory.store(onlyCertificates(List.of(second)));
    assertThat(readers(directory)).contains("larkfield-deputy-2");
  }

  @Test
  void certifies_nobody_for_an_organisation_by_what_certified_them_for_another() {
    DynamoDirectory directory = emptyTable();
    directory.store(book());
    Person moved = aPerson("oakmere-dsl", SCHOOL, Role.DEPUTY_DSL);

    directory.store(SampleDirectory.onlyPeople(List.of(moved)));
    assertThat(readers(directory)).doesNotContain("oakmere-dsl");

    directory.store(
        onlyCertificates(
            List.of(aCertificate("oakmere-dsl", "desk", CERTIFIED_FROM, CERTIFIED_UNTIL))));
    assertThat(readers(directory)).contains("oakmere-dsl");
  }

  private static List<String> readers(DynamoDirectory directory) {
    return directory.readers(SCHOOL, Set.of(Role.values()), IN_DATE).stream()
        .map(reader -> reader.person().id().value())
        .toList();
  }

  private static DirectoryBook onlyCertificates(List<ReaderCertificate> certificates) {
    return new DirectoryBook(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        certificates,
        List.of(),
        List.of());
  }

  private static DynamoDirectory emptyTable() {
    return new DynamoDirectory(
        AWS.dynamoDb(), new TestTables(AWS.dynamoDb()).directory(), LocalAws.PATIENCE);
  }
}
