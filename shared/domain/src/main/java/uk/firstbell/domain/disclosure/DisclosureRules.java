package uk.firstbell.domain.disclosure;

import java.util.List;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.Unit;

/** Cuts a report down to what one unit's readers may see. Pure. */
public final class DisclosureRules {
  /** All that is said of the matter while a supervisor has not released it (R9). */
  private static final String MINIMUM_SAFE =
      "An incident in this child's household came to police notice. More will follow.";

  private DisclosureRules() {}

  /**
   * The notice for {@code unit} under {@code profile}.
   *
   * <p>Those children only, and of everything only what the profile names. Times and texts stay as
   * the sender wrote them. Some parts are always there, whatever the sender left out: whom it is
   * for, the revision, whether it is a drill, and to a school that parents are not to be contacted.
   *
   * @param children which of the message's children it is about
   */
  public static Content.Group notice(
      Message message, Profile profile, Unit unit, List<Content.Group> children) {
    var left =
        profile
            .top()
            .of(message.content(), new Cut.View(message, unit, children))
            .filter(Content.Group.class::isInstance)
            .map(Content.Group.class::cast)
            .orElse(Content.Group.EMPTY);
    if (profile.equals(Profile.MIN_1)) {
      left = left.with("minimumSafe", new Content.Text(MINIMUM_SAFE));
    }
    var bound =
        left.with(named(unit), new Content.Text(unit.code()))
            .with("revision", new Content.Whole(message.revision()))
            .with("drill", new Content.Truth(message.drill()));
    return unit.kind() == Unit.Kind.SCHOOL ? withoutContact(bound) : bound;
  }

  /** What social care answered to a case, for the force's own team. */
  public static Content.Group answer(Content.Group answer, Message message, Unit force) {
    var left =
        Profile.ANSWER_1
            .top()
            .of(answer, new Cut.View(message, force, List.of()))
            .filter(Content.Group.class::isInstance)
            .map(Content.Group.class::cast)
            .orElse(Content.Group.EMPTY);
    return left.with("ocsaeReference", new Content.Text(message.policeReference()))
        .with("revision", new Content.Whole(message.revision()))
        .with("drill", new Content.Truth(message.drill()));
  }

  private static String named(Unit unit) {
    return unit.kind() == Unit.Kind.SCHOOL ? "urn" : "laCode";
  }

  private static Content.Group withoutContact(Content.Group notice) {
    return notice.with(
        "safety",
        notice
            .group("safety")
            .orElse(Content.Group.EMPTY)
            .with("doNotContactParents", new Content.Truth(true)));
  }
}
