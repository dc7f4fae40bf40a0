package uk.firstbell.domain.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An adult whom a message names: a party to an incident, a carer, the subject of a case. */
public record Adult(Content.Group content) {
  /** Given names and other names the adult goes by; none if nobody knows. */
  public List<String> givenNames() {
    return Stream.concat(
            content.text("givenNames").stream(), Parts.texts(content, "knownAs").stream())
        .filter(name -> !name.equals("UNKNOWN"))
        .toList();
  }

  public Optional<String> familyName() {
    return content.text("familyName").filter(name -> !name.equals("UNKNOWN"));
  }

  public Optional<LocalDate> dateOfBirth() {
    return content.text("dateOfBirth").map(LocalDate::parse);
  }

  public Optional<String> phone() {
    return content.group("contact").flatMap(contact -> contact.text("phone"));
  }

  /** Why there is no phone, if the sender said. */
  public Optional<String> phoneMissingReason() {
    return content.group("contact").flatMap(contact -> contact.text("phoneMissingReason"));
  }
}
