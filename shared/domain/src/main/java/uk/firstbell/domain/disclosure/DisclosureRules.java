package uk.firstbell.domain.disclosure;

import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Urn;

/** Cuts a report down to what one school's readers may see. Pure. */
public final class DisclosureRules {
  private DisclosureRules() {}

  /**
   * The notice for {@code school} under {@code profile}.
   *
   * <p>The school's own children only, and of everything only what the profile names. Times and
   * texts stay as the sender wrote them. Three parts are always there, whatever the sender left
   * out: the revision, whether it is a drill, and that parents are not to be contacted.
   */
  public static Content.Group notice(Report report, Profile profile, Urn school) {
    var view = new Cut.View(report, school);
    var left =
        profile
            .top()
            .of(report.content(), view)
            .filter(Content.Group.class::isInstance)
            .map(Content.Group.class::cast)
            .orElse(Content.Group.EMPTY);
    var safety =
        left.group("safety")
            .orElse(Content.Group.EMPTY)
            .with("doNotContactParents", new Content.Truth(true));
    return left.with("urn", new Content.Text(school.value()))
        .with("revision", new Content.Whole(report.revision()))
        .with("drill", new Content.Truth(report.drill()))
        .with("safety", safety);
  }
}
