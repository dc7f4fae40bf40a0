package uk.firstbell.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/**
 * Who can sign in at the sample provider: everybody whom the directory has bound an account to, and
 * whoever has an account that is bound to nobody yet.
 */
final class SampleAccounts {
  private SampleAccounts() {}

  /**
   * An account.
   *
   * @param id by which it is chosen; where it is bound, the id of its person
   * @param issuer the identifier of the issuer it is at
   * @param subject what that issuer calls it
   * @param organisation whom the issuer vouches for
   * @param organisationName in words
   */
  record Account(
      String id,
      String name,
      String issuer,
      String subject,
      Unit organisation,
      String organisationName,
      boolean bound) {}

  /** The accounts that {@code book} binds. */
  static List<Account> bound(DirectoryBook book) {
    return book.signIns().stream()
        .flatMap(signIn ->
            book.people().stream()
                .filter(person -> person.id().equals(signIn.person()))
                .map(person ->
                    new Account(
                        person.id().value(),
                        person.name(),
                        signIn.issuer(),
                        signIn.subject(),
                        person.organisation(),
                        called(person.organisation(), book),
                        true)))
        .toList();
  }

  /**
   * The accounts of {@code accounts.json}, which are bound to nobody.
   *
   * @param issuers the provider, which knows its issuers by the names the files use
   */
  static List<Account> unbound(Path borough, DirectoryBook book, LocalSignIn issuers) {
    try {
      var accounts = new ArrayList<Account>();
      for (var listed :
          new JsonMapper().readTree(borough.resolve("accounts.json").toFile()).path("accounts")) {
        Unit organisation = Unit.parse(listed.path("organisation").asText());
        accounts.add(
            new Account(
                new PersonId(listed.path("id").asText()).value(),
                listed.path("name").asText(),
                issuers.issuer(listed.path("issuer").asText()),
                listed.path("subject").asText(),
                organisation,
                called(organisation, book),
                false));
      }
      return accounts;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the sample accounts cannot be read", unreadable);
    }
  }

  private static String called(Unit unit, DirectoryBook book) {
    Stream<String> names =
        switch (unit.kind()) {
          case SCHOOL ->
              book.schools().stream()
                  .filter(school -> Unit.school(school.urn()).equals(unit))
                  .map(school -> school.name());
          case LA, CSC ->
              book.localAuthorities().stream()
                  .filter(authority ->
                      authority.unit().equals(unit)
                          || Unit.socialCare(authority.unit()).equals(unit))
                  .map(authority ->
                      authority.unit().equals(unit)
                          ? authority.name()
                          : authority.name() + ", children's social care");
          case FORCE ->
              book.forces().stream()
                  .filter(force -> Unit.force(force.code()).equals(unit))
                  .map(force -> force.name());
        };
    return names.findFirst().orElseThrow(() -> new IllegalStateException("no such organisation"));
  }
}
