package uk.firstbell.domain.intake;

import java.text.Normalizer;
import java.util.Locale;
import uk.firstbell.domain.audit.Fields;
import uk.firstbell.domain.model.ForceCode;

/**
 * What indexes, claims and the trail may hold instead of a person or a reference (design section
 * 3). Equal people give equal pseudonyms; without the key nobody can go back, or try a guess.
 */
public final class Pseudonyms {
  private static final char SEPARATOR = '\n';

  private final PseudonymKey key;

  public Pseudonyms(PseudonymKey key) {
    this.key = key;
  }

  /** A police reference of one force; spelled with other spaces or case it is the same one. */
  public String reference(ForceCode force, String policeReference) {
    return key.mac("reference" + SEPARATOR + force + SEPARATOR + folded(policeReference));
  }

  /** A child, by name and date of birth; either may be {@code UNKNOWN}. */
  public String subject(String givenNames, String familyName, String dateOfBirth) {
    return key.mac(
        "subject"
            + SEPARATOR
            + folded(familyName)
            + SEPARATOR
            + folded(givenNames)
            + SEPARATOR
            + dateOfBirth);
  }

  /** A body's bytes, so that a repeat is known as one and a guess cannot be confirmed. */
  public String body(byte[] body) {
    return key.mac("body" + SEPARATOR + Fields.sha256(body));
  }

  private static String folded(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    return plain.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
  }
}
