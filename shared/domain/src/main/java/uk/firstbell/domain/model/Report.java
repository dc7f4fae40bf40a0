package uk.firstbell.domain.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A domestic-abuse report (domain sections 7.1 and 7.2), read through the names of its fields.
 *
 * <p>The content has already passed its schema, so required fields are there and have their shape;
 * where one is not, that is a bug of ours and an unchecked exception says so.
 */
public record Report(Content.Group content) implements Message {
  @Override
  public String policeReference() {
    return incident().policeReference();
  }

  @Override
  public List<Content.Group> childParts() {
    return content.groups("children");
  }

  @Override
  public List<Adult> parties() {
    return adults();
  }

  /** Why it is late, if it is, as the sender says. */
  public Optional<String> lateCause() {
    return content.text("lateCause");
  }

  public Incident incident() {
    return new Incident(Parts.part(content, "incident"));
  }

  public List<Child> children() {
    return content.groups("children").stream().map(Child::new).toList();
  }

  public List<Adult> adults() {
    return content.groups("adults").stream().map(Adult::new).toList();
  }

  /** Whether a member of staff may be a party: YES, NO or UNKNOWN. */
  public String staffLinkSuspected() {
    return Parts.required(Parts.part(content, "safety"), "staffLinkSuspected");
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
    return Parts.required(Parts.part(content, "sharing"), "cscReferral");
  }

  /** Whether somebody is in danger at this moment. */
  public boolean immediateRisk() {
    return Parts.part(content, "safety").is("immediateRisk");
  }

  /** V-DA-16: whether children's social care is told; otherwise it never is. */
  public boolean goesToSocialCare() {
    return !cscReferral().equals("NOT_REQUIRED") || grave();
  }

  public boolean namesStatutoryException() {
    return Parts.part(content, "sharing").part("exceptionCode").isPresent();
  }

  /** What happened. */
  public record Incident(Content.Group content) {
    public String policeReference() {
      return Parts.required(content, "policeReference");
    }

    public Instant occurredFrom() {
      return Parts.instant(content, "occurredFrom");
    }

    public Optional<Instant> occurredTo() {
      return content.text("occurredTo").map(Parts::parse);
    }

    public Instant policeAwareAt() {
      return Parts.instant(content, "policeAwareAt");
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
      return Parts.required(content, "summary");
    }

    public boolean confidentialLocation() {
      return Parts.part(content, "location").is("confidential");
    }

    public String riskGrade() {
      return Parts.required(content, "riskGrade");
    }

    /** When a supervisor released it; empty if none did. */
    public Optional<Instant> releasedAt() {
      return content
          .group("supervisor")
          .flatMap(supervisor -> supervisor.text("releasedAt"))
          .map(Parts::parse);
    }

    public Optional<String> rag() {
      return content.text("rag");
    }
  }

  /** A child of the household. */
  public record Child(Content.Group content) {
    public String ref() {
      return Parts.required(content, "ref");
    }

    public String givenNames() {
      return Parts.required(content, "givenNames");
    }

    public String familyName() {
      return Parts.required(content, "familyName");
    }

    /** Other names the child goes by. */
    public List<String> knownAs() {
      return Parts.texts(content, "knownAs");
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
          .map(place -> new Urn(Parts.required(place, "urn")))
          .distinct()
          .toList();
    }
  }
}
