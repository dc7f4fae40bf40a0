package uk.firstbell.wire.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way a directory's files can be wrong, refused at its file and line. */
final class BrokenDirectoryTest {
  @TempDir Path folder;

  @BeforeEach
  void copies_the_sample_which_is_in_order() {
    SampleFiles.copyTo(folder);

    assertThat(SampleFiles.faults(folder)).isEmpty();
  }

  /** The whole copy was in order before; only the named text is changed. */
  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          forces.json | "code": "WXC" | "code": "wxc" | write "code" as 2 to 12 upper-case letters or digits
          forces.json | "name": "Wexcombe C | "name": " Wexcombe C | write "name" as 1 to 200 characters, none around it
          forces.json | "algorithm": "ED25519" | "algorithm": "RSA" | write "algorithm" as ED25519 or ECDSA_P256_SHA256
          forces.json | keys/wxc-2026a.pub.pem | keys/wxc-2026b.pub.pem | name a PEM file with a public key for this algorithm
          forces.json | keys/wxc-2026a.pub.pem | keys/wxc-2026a.key.pem | name a PEM file with a public key for this algorithm
          forces.json | keys/wxc-2026a.pub.pem | keys/nobody.pub.pem | add the file that is named here, or name one that is there
          forces.json | keys/wxc-2026a.pub.pem | ../borough.pub.pem | name a file inside this folder, by a relative path
          forces.json | keys/wxc-2026a.key.pem | keys/nobody.key.pem | add the file that is named here, or name one that is there
          forces.json | "keyId": "wxc-2026b" | "keyId": "wxc-2026a" | give each sender key an id of its own
          forces.json | "messageTypes": ["DA_ENCOMPASS", "OCSAE_CSC"] | "messageTypes": [] | list at least one message type as "messageTypes"
          forces.json | "units": ["Encompass Desk", "Online Child Abuse Team", "Wexcombe North Safeguarding Unit"] | "units": "Encompass Desk" | list at least one unit's name as "units"
          forces.json | "notBefore": "2026-01-01T00:00:00Z" | "notBefore": "2026-01-01T00:00:00" | write an instant with its offset, like 2026-01-01T00:00:00Z
          forces.json | "notAfter": "2028-01-01T00:00:00Z" | "notAfter": "2026-01-01T00:00:00Z" | let "notAfter" be later than "notBefore"
          local-authorities.json | "+442079460990" | "020 7946 0990" | write "helpLine" in E.164, like +442079460417
          local-authorities.json | "Monday to Friday, 8am to 1pm" | "" | write "hours" as 1 to 200 characters, none around it
          local-authorities.json | "en": "Ask | "en": " Ask | write "en" as 1 to 200 characters, none around it
          local-authorities.json | "name": "Wex | "nane": "Wex | remove this name, which is not known here
          schools.json | "urn": "102345" | "urn": 102345 | write "urn" as six digits in quotes
          schools.json | "urn": "102346" | "urn": "102345" | list each organisation once
          schools.json | "localAuthority": "999" | "localAuthority": "998" | write "localAuthority" as the code of one that local-authorities.json lists
          schools.json | "statusCode": 1 | "statusCode": 5 | write "statusCode" as a whole number from 1 to 4
          schools.json | "statusCode": 1 | "statusCode": 1.0 | write "statusCode" as a whole number from 1 to 4
          schools.json | "statusCode": 1 | "statusCode": 1, "phase": "primary" | remove this name, which is not known here
          schools.json | "statusCode": 1 | "statusCode": 1, "statusCode": 1 | give each name once
          bank-holidays.json | "date": "2026-05-04" | "date": "2026-5-4" | write a day like 2026-09-03
          calendars.json | "unit": "LA-999" | "unit": "LA-998" | write "unit" as SCHOOL-<urn> or LA-<code> of one that the other files list
          calendars.json | "unit": "SCHOOL-102345" | "unit": "LA-999" | give each unit one calendar
          calendars.json | "start": "08:50" | "start": "8.50" | write a local time like 08:50
          calendars.json | "end": "15:15" | "end": "08:50" | let "end" be later than "start"
          calendars.json | "WED", "THU" | "WED", "Thursday" | list at least one of MON TUE WED THU FRI SAT SUN as "week"
          calendars.json | "year": "2025-26" | "year": "2025" | write "year" as an academic year like 2026-27
          calendars.json | "last": "2025-10-24" | "last": "2025-09-01" | let "last" not be before "first"
          calendars.json | "inset": ["2025-09-02" | "inset": ["2024-09-02" | keep terms, INSET days and closures within the "known" days
          calendars.json | "closures": [] | "closures": ["2030-02-30"] | write a day like 2026-09-03
          issuers.json | "naming": "REQUIRED", "organisations": ["LA-999" | "naming": "NONE", "organisations": ["LA-999" | write "naming" as REQUIRED, or as NONE for the provider of one organisation
          issuers.json | "name": "sample-agencies" | "name": "sample-schools" | list each issuer once
          issuers.json | "LA-999" | "LA-998" | name an organisation that the other files list, as SCHOOL-<urn>, LA-<code>, CSC-<code> or FORCE-<code>
          people.json | "organisation": "SCHOOL-102345" | "organisation": "SCHOOL-102398" | name an organisation that the other files list, as SCHOOL-<urn>, LA-<code>, CSC-<code> or FORCE-<code>
          people.json | "id": "larkfield-deputy-1" | "id": "larkfield-dsl" | give each person an id of their own
          people.json | "email": "dsl@larkfield.example" | "email": "dsl at larkfield.example" | write "email" as one e-mail address
          people.json | "phone": "+447700900771" | "phone": "07700 900771" | write "phone" in E.164, like +442079460417
          people.json | "dateOfBirth": "1979-05-14" | "dateOfBirth": "14/05/1979" | write "dateOfBirth" as YYYY-MM-DD
          people.json | "roles": ["DSL"] | "roles": ["LEAD"] | list at least one of DSL DEPUTY_DSL HEAD TRUST_DSL ON_CALL HOLIDAY_CONTACT LA_OFFICER MASH EDT LA_DUTY FORCE_CONTACT OCSAE_OFFICER AUDITOR as "roles"
          people.json | "roles": ["DSL"] | "roles": [] | list at least one of DSL DEPUTY_DSL HEAD TRUST_DSL ON_CALL HOLIDAY_CONTACT LA_OFFICER MASH EDT LA_DUTY FORCE_CONTACT OCSAE_OFFICER AUDITOR as "roles"
          people.json | "scope": "FORCE-WXC" | "scope": "LA-999" | give an auditor the force they may ask about, as "scope" FORCE-<code>
          people.json | "signIns": [{ "issuer" | "signIns": [{ "issuer": "sample-schools", "subject": "other" }, { "issuer" | list one sign-in for a person
          people.json | "issuer": "sample-schools" | "issuer": "somebody" | name an issuer that issuers.json lists
          people.json | "issuer": "sample-schools" | "issuer": "sample-agencies" | let an issuer vouch only for people of its own organisations
          people.json | "subject": "subject-larkfield-deputy-1" | "subject": "subject-larkfield-dsl" | bind each issuer's subject to one person
          people.json | "id": "2026a" | "id": "the laptop" | write "id" as 1 to 64 of A-Z a-z 0-9 . _ -
          people.json | "file": "certificates/larkfield-dsl.cert.pem" | "file": "keys/larkfield-dsl.key.pem" | name a PEM file with a certificate for an EC key on P-256
          people.json | "file": "certificates/larkfield-deputy-1.cert.pem" | "file": "certificates/larkfield-dsl.cert.pem" | give each device a certificate of its own issuer and serial number
          """)
  void refuses_it_at_its_line(String file, String from, String to, String whatToDo)
      throws IOException {
    int line = SampleFiles.replace(folder, file, from, to);

    assertThat(SampleFiles.faults(folder)).contains(file + ":" + line + ": " + whatToDo);
  }

  @Test
  void names_everything_wrong_at_once_each_with_its_line() throws IOException {
    Files.writeString(
        folder.resolve("schools.json"),
        """
        {
          "schools": [
            {
              "urn": "102345",
              "name": "Larkfield Primary School",
              "localAuthority": "999",
              "statusCode": "1"
            },
            { "urn": "102346", "name": "Oakmere Secondary School", "statusCode": 1 },
            { "urn": "12", "name": "", "localAuthority": "999",
              "statusCode": 9 }
          ],
          "teachers": []
        }
        """);
    Files.delete(folder.resolve("certificates/oakmere-head.cert.pem"));

    assertThatThrownBy(() -> DirectoryFiles.read(folder, SampleFiles.ENDPOINTS))
        .isInstanceOf(BadDirectoryException.class)
        .hasMessage(
            """
            people.json:120: add the file that is named here, or name one that is there
            schools.json:7: write "statusCode" as a whole number from 1 to 4
            schools.json:9: write "localAuthority" as the code of one that local-authorities.json lists
            schools.json:10: write "name" as 1 to 200 characters, none around it
            schools.json:10: write "urn" as six digits in quotes
            schools.json:11: write "statusCode" as a whole number from 1 to 4
            schools.json:13: remove this name, which is not known here\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "forces.json",
        "local-authorities.json",
        "schools.json",
        "bank-holidays.json",
        "calendars.json",
        "issuers.json",
        "people.json"
      })
  void misses_a_file_without_blaming_those_that_lean_on_it(String file) throws IOException {
    Files.delete(folder.resolve(file));

    assertThat(SampleFiles.faults(folder)).containsExactly(file + ":1: add this file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                       | 1 | write valid JSON
          `{"schools": [\n\n}`      | 3 | write valid JSON
          `{"schools": [\n`         | 2 | write valid JSON
          `{"schools": []}\n{}`     | 2 | end the file after its one value
          `\n[]`                    | 2 | write an object in braces here
          `{"schools": {}}`        | 1 | write a list in square brackets as "schools"
          `{"schools":\n["x"]}`     | 2 | write an object in braces here
          """)
  void refuses_what_is_no_json_of_that_shape(String escaped, int line, String whatToDo)
      throws IOException {
    Files.writeString(folder.resolve("schools.json"), escaped.replace("\\n", "\n"));

    assertThat(SampleFiles.faults(folder)).contains("schools.json:" + line + ": " + whatToDo);
  }

  @Test
  void refuses_nesting_without_end() throws IOException {
    Files.writeString(
        folder.resolve("schools.json"), "{\"schools\":\n" + "[".repeat(31) + "]".repeat(31) + "}");
    assertThat(SampleFiles.faults(folder))
        .contains("schools.json:2: write an object in braces here");

    Files.writeString(
        folder.resolve("schools.json"), "{\"schools\":\n" + "[".repeat(32) + "]".repeat(32) + "}");
    assertThat(SampleFiles.faults(folder))
        .containsExactly(
            "schools.json:2: keep the file within 16 MiB and its nesting within 32 levels");
  }

  @Test
  void wants_a_calendar_for_every_authority() throws IOException {
    SampleFiles.replace(
        folder,
        "local-authorities.json",
        "\"Wexcombe Borough Council\" }",
        "\"Wexcombe Borough Council\" }, { \"code\": \"998\", \"name\": \"Wexcombe Parva\" }");

    assertThat(SampleFiles.faults(folder))
        .containsExactly(
            "calendars.json:2: give every local authority a calendar, which its schools without one"
                + " lean on");
  }

  @Test
  void wants_an_auditor_to_have_a_scope_and_nobody_else() throws IOException {
    int line = SampleFiles.replace(folder, "people.json", "      \"scope\": \"FORCE-WXC\",\n", "");

    // The entry's own line stands for what is not there: six lines above the scope.
    assertThat(SampleFiles.faults(folder))
        .containsExactly(
            "people.json:"
                + (line - 6)
                + ": give an auditor the force they may ask about, as \"scope\" FORCE-<code>");
  }

  @Test
  void wants_an_address_of_its_own_for_every_issuer() {
    IssuerEndpoint schools = SampleFiles.ENDPOINTS.get("sample-schools");

    assertThat(SampleFiles.faults(folder, Map.of("sample-schools", schools)))
        .containsExactly(
            "issuers.json:4: start with an endpoint for the issuer of this name, or remove the"
                + " issuer");
    assertThat(
            SampleFiles.faults(
                folder, Map.of("sample-schools", schools, "sample-agencies", schools)))
        .containsExactly(
            "issuers.json:4: start with an issuer identifier of its own for each issuer");
  }

  @Test
  void never_repeats_what_it_refuses() throws IOException {
    SampleFiles.replace(folder, "people.json", "dsl@larkfield.example", "Zebulon Quagmire");
    SampleFiles.replace(folder, "people.json", "\"name\": \"Marlow Inkpenny\"", "Zebulon Quagmire");

    List<String> faults = SampleFiles.faults(folder);

    assertThat(faults).isNotEmpty().noneMatch(fault -> fault.contains("Zebulon"));
  }
}
