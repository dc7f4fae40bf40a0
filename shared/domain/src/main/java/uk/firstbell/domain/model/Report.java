package uk.firstbell.domain.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A domestic-abuse report (domain sections 7.1 and 7.2), read through the names of its fields.
 *
 * <p>The content has already passed its schema, so required fields are there and have their shape;
 * where one is not, that is a bug of ours and an unchecked exception says so.
 */
public record Report(Content.Group content) {

  public ClientMessageId clientMessageId() {
    return new ClientMessageId(required(content, "clientMessageId"));
  }

  public String messageType() {
    return required(content, "messageType");
  }

  public int revision() {
    return Math.toIntExact(content.whole("revision").orElse(1L));
  }

  /** The notification, of the same series, that this one takes the place of. */
  public Optional<NotificationId> supersedes() {
    return content.text("supersedes").map(NotificationId::new);
  }

  public boolean drill() {
    return content.is("drill");
  }

  public String forceCode() {
    return required(part(content, "publisher"), "forceCode");
  }

  public String unit() {
    return required(part(content, "publisher"), "unit");
  }

  public Instant createdAt() {
    return instant(content, "createdAt");
  }

  public Instant policeAwareAt() {
    return instant(content, "policeAwareAt");
  }

  /** Why it is late, if it is, as the sender says. */
  public Optional<String> lateCause() {
    return content.text("lateCause");
  }

  public boolean saysWhyBacklog() {
    return content.text("backlogReason").isPresent();
  }

  public Incident incident() {
    return new Incident(part(content, "incident"));
  }

  public List<Child> children() {
    return content.groups("children").stream().map(Child::new).toList();
  }

  public List<Adult> adults() {
    return content.groups("adults").stream().map(Adult::new).toList();
  }

  /** Whether a member of staff may be a party: YES, NO or UNKNOWN. */
  public String staffLinkSuspected() {
    return required(part(content, "safety"), "staffLinkSuspected");
  }

  /** Whether the risk is HIGH or RED, or immediate: some are then told at any hour (R8). */
  public boolean grave() {
    return incident().riskGrade().equals("HIGH")
        || incident().rag().filter("RED"::equals).isPresent()
        || immediateRisk();
  }

  /**
   * Whether it waits for a supervisor's release: two people answer for what is said of a high risk,
   * or of a place that is kept secret (F1C).
   */
  public boolean held() {
    boolean twoPeople =
        incident().riskGrade().equals("HIGH")
            || incident().rag().filter("RED"::equals).isPresent()
            || incident().confidentialLocation();
    return twoPeople && incident().releasedAt().isEmpty();
  }

  public String cscReferral() {
    return required(part(content, "sharing"), "cscReferral");
  }

  /** Whether somebody is in danger at this moment. */
  public boolean immediateRisk() {
    return part(content, "safety").is("immediateRisk");
  }

  /** V-DA-16: whether children's social care is told; otherwise it never is. */
  public boolean goesToSocialCare() {
    return !cscReferral().equals("NOT_REQUIRED") || grave();
  }

  public boolean namesStatutoryException() {
    return part(content, "sharing").part("exceptionCode").isPresent();
  }

  /** What happened. */
  public record Incident(Content.Group content) {
    public String policeReference() {
      return required(content, "policeReference");
    }

    public Instant occurredFrom() {
      return instant(content, "occurredFrom");
    }

    public Optional<Instant> occurredTo() {
      return content.text("occurredTo").map(Report::parse);
    }

    public Instant policeAwareAt() {
      return instant(content, "policeAwareAt");
    }

    public boolean lastedTooLong(Duration longest) {
      return occurredTo()
          .filter(to -> Duration.between(occurredFrom(), to).compareTo(longest) > 0)
          .isPresent();
    }

    public boolean saysWhyLong() {
      return content.text("durationReason").isPresent();
    }

    public String summary() {
      return required(content, "summary");
    }

    public boolean confidentialLocation() {
      return part(content, "location").is("confidential");
    }

    public String riskGrade() {
      return required(content, "riskGrade");
    }

    /** When a supervisor released it; empty if none did. */
    public Optional<Instant> releasedAt() {
      return content
          .group("supervisor")
          .flatMap(supervisor -> supervisor.text("releasedAt"))
          .map(Report::parse);
    }

    public Optional<String> rag() {
      return content.text("rag");
    }
  }

  /** A child of the household. */
  public record Child(Content.Group content) {
    public String ref() {
      return required(content, "ref");
    }

    public String givenNames() {
      return required(content, "givenNames");
    }

    public String familyName() {
      return required(content, "familyName");
    }

    /** Other names the child goes by. */
    public List<String> knownAs() {
      return content.items("knownAs").stream()
          .filter(Content.Text.class::isInstance)
          .map(name -> ((Content.Text) name).value())
          .toList();
    }

    /** The local authority where the child lives, by its code. */
    public Optional<String> residenceLaCode() {
      return content.text("residenceLaCode");
    }

    public Optional<LocalDate> dateOfBirth() {
      return content.text("dateOfBirth").map(LocalDate::parse);
    }

    /** Where the child is registered, or otherwise taught; none if nobody knows. */
    public List<Urn> schools() {
      return content.groups("establishments").stream()
          .map(place -> new Urn(required(place, "urn")))
          .distinct()
          .toList();
    }
  }

  /** A party to the incident, or a carer. */
  public record Adult(Content.Group content) {
    /** Given names and other names the adult goes by; none if nobody knows. */
    public List<String> givenNames() {
      return Stream.concat(
              content.text("givenNames").stream(),
              content.items("knownAs").stream()
                  .filter(Content.Text.class::isInstance)
                  .map(known -> ((Content.Text) known).value()))
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

  private static String required(Content.Group group, String name) {
    return group
        .text(name)
        .orElseThrow(() -> new IllegalStateException("a field the schema requires is not there"));
  }

  private static Content.Group part(Content.Group group, String name) {
    return group
        .group(name)
        .orElseThrow(() -> new IllegalStateException("a part the schema requires is not there"));
  }

  private static Instant instant(Content.Group group, String name) {
    return parse(required(group, name));
  }

  private static Instant parse(String dateTime) {
    return OffsetDateTime.parse(dateTime).toInstant();
  }
}
