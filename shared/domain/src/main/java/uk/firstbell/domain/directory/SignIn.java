package uk.firstbell.domain.directory;

import uk.firstbell.domain.model.PersonId;

/** Whom an issuer's subject is: bound once, at enrolment, never matched by e-mail. */
public record SignIn(String issuer, String subject, PersonId person) {}
