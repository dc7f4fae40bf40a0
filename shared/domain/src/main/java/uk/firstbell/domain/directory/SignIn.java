package uk.firstbell.domain.directory;

import java.nio.charset.StandardCharsets;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.domain.model.PersonId;

/** Whom an issuer's subject is: bound once, at enrolment, never matched by e-mail. */
public record SignIn(String issuer, String subject, PersonId person) {
  /** As keys and rows write it: SHA-256 of issuer, line feed and subject, lower-case hex. */
  public static String name(String issuer, String subject) {
    return Fields.sha256((issuer + "\n" + subject).getBytes(StandardCharsets.UTF_8));
  }

  public String name() {
    return name(issuer, subject);
  }
}
