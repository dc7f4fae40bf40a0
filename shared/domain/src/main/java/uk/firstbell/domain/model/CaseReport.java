package uk.firstbell.domain.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A case of online child sexual abuse: children identified at an address (domain section 7.3), read
 * through the names of its fields. It goes to children's social care and to nobody else.
 */
public record CaseReport(Content.Group content) implements Message {
  /** The message's type. */
  public static final String TYPE = "OCSAE_CSC";

  @Override
  public String policeReference() {
    return Parts.required(Parts.part(content, "case"), "ocsaeReference");
  }

  @Override
  public List<Content.Group> childParts() {
    return content.groups("children");
  }

  /** Children whose names are not known: there may be more of them than are listed. */
  public boolean hasUnknownChildren() {
    return childParts().stream().anyMatch(child -> unknown(child, "familyName"));
  }

  /** Whether the part of a child's name of that field is not known. */
  public static boolean unknown(Content.Group child, String name) {
    return child.text(name).filter(text -> !text.equals("UNKNOWN")).isEmpty();
  }

  @Override
  public List<Adult> parties() {
    return subjects().stream().map(Adult::new).toList();
  }

  /** The subjects, in the order of the message. */
  public List<Content.Group> subjects() {
    return content.groups("subjects");
  }

  /** V-OC-01: whether a subject holds a position of trust in education. */
  public boolean trustedInEducation() {
    return subjects().stream()
        .map(subject -> Parts.part(subject, "positionOfTrust"))
        .filter(trust -> trust.is("flag"))
        .anyMatch(trust -> trust.text("sector").filter("EDUCATION"::equals).isPresent());
  }

  /** Whether the uploads end before they begin. */
  public boolean uploadsEndBeforeTheyBegin() {
    return Parts.part(content, "case")
        .group("uploadWindow")
        .filter(window -> Parts.instant(window, "to").isBefore(Parts.instant(window, "from")))
        .isPresent();
  }

  /** When police tried to reach social care, in the order of the message. */
  public List<Instant> attemptedAt() {
    return Parts.texts(contact(), "attemptedAt").stream().map(Parts::parse).toList();
  }

  /** Whether police say that somebody at social care was spoken to. */
  public boolean spokenTo() {
    return contact().is("spokenTo");
  }

  public Instant intelligenceReceivedAt() {
    return Parts.instant(clock(), "intelligenceReceivedAt");
  }

  /** When the clock starts: 24 elapsed hours from here contact is due. */
  public Instant childrenIdentifiedAt() {
    return Parts.instant(clock(), "childrenIdentifiedAt");
  }

  /** Whether the children were known of before the intelligence came. */
  public boolean childrenKnownEarlier() {
    return clock().is("childrenKnownEarlier");
  }

  /** Why it is late, if it is, as the sender says. */
  public Optional<String> lateReason() {
    return clock().text("lateReason");
  }

  /** The authority whose social care answers. */
  public String responsibleLaCode() {
    return Parts.required(content, "responsibleLaCode");
  }

  /** Other authorities, of other homes, whose social care is told as well. */
  public List<String> secondaryLaCodes() {
    return Parts.texts(content, "secondaryLas").stream()
        .filter(code -> !code.equals(responsibleLaCode()))
        .distinct()
        .toList();
  }

  /** Whether a child is in danger at this moment. */
  public boolean immediateRisk() {
    return Parts.part(content, "risk").is("immediate");
  }

  /** The only people who may read it; if none is named, whoever is on duty. */
  public List<PersonId> namedIndividuals() {
    return content.group("access").stream()
        .flatMap(access -> Parts.texts(access, "namedIndividuals").stream())
        .map(PersonId::new)
        .distinct()
        .toList();
  }

  /** Whether a field has the value that wants a reason, and the reason is not given. */
  public boolean leavesUnsaidWhy(String part, String field, String value, String reason) {
    Content.Group group = Parts.part(content, part);
    return group.text(field).filter(value::equals).isPresent() && group.text(reason).isEmpty();
  }

  private Content.Group contact() {
    return Parts.part(content, "contact");
  }

  private Content.Group clock() {
    return Parts.part(content, "clock");
  }
}
