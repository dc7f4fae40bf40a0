package uk.firstbell.functions.receipt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.receipt.Earlier;
import uk.firstbell.domain.receipt.InboxItem;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.domain.receipt.ReceiptDecision.Acknowledged;
import uk.firstbell.domain.receipt.ReceiptDecision.ClosedOtherwise;
import uk.firstbell.domain.receipt.ReceiptDecision.Contended;
import uk.firstbell.domain.receipt.ReceiptDecision.EarlierTold;
import uk.firstbell.domain.receipt.ReceiptDecision.Erased;
import uk.firstbell.domain.receipt.ReceiptDecision.Fetched;
import uk.firstbell.domain.receipt.ReceiptDecision.NoDevice;
import uk.firstbell.domain.receipt.ReceiptDecision.NotOpenedYet;
import uk.firstbell.domain.receipt.ReceiptDecision.NotThere;
import uk.firstbell.domain.receipt.ReceiptDecision.Opened;
import uk.firstbell.domain.receipt.ReceiptDecision.OutcomeDoesNotFit;
import uk.firstbell.domain.receipt.ReceiptDecision.Returned;
import uk.firstbell.domain.receipt.ReceiptDecision.Shared;
import uk.firstbell.domain.receipt.ReceiptDecision.SharedOtherwise;
import uk.firstbell.domain.receipt.ReceiptDecision.SharesTold;
import uk.firstbell.domain.receipt.ReceiptDecision.ToBeSealedAgain;
import uk.firstbell.domain.receipt.ReceiptDecision.TooManyShares;
import uk.firstbell.domain.receipt.ReceiptDecision.WrongToken;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Share;
import uk.firstbell.wire.lambda.ApiAnswer;

/** What readers are told. */
final class Answers {
  static final ApiAnswer NOT_ADMITTED =
      ApiAnswer.problem(401, "unauthorized", "Sign in to see your items.");

  /** One answer for what is not there and for what is not theirs. */
  static final ApiAnswer NOT_THERE =
      ApiAnswer.problem(404, "not-found", "There is nothing here for you.");

  /** RFC 8551, section 3.2.2, and RFC 5083: encrypted and authenticated, DER. */
  private static final String SEALED = "application/pkcs7-mime; smime-type=authEnveloped-data";

  private static final Fault WRONG_TOKEN =
      new Fault("/openingToken", "WRONG_TOKEN", "Send the token from inside your opened copy.");

  private static final Fault OUTCOME_DOES_NOT_FIT =
      new Fault(
          "/outcome",
          "OUTCOME_DOES_NOT_FIT",
          "Acknowledge or answer a case under /v1/cases; close what social care answered as TAKEN_UP, and nothing else so.");

  private Answers() {}

  static ApiAnswer to(ReceiptDecision decision) {
    return switch (decision) {
      case Fetched(var sealed) -> ApiAnswer.of(200, SEALED, sealed);
      case Opened _, Acknowledged _, Returned _, Shared _ -> ApiAnswer.nothing();
      case SharesTold(var shares, var asker) -> shares(shares, asker);
      case EarlierTold(var children, var more) -> earlier(children, more);
      case ToBeSealedAgain(var waits) ->
          ApiAnswer.json(
              202,
              new Content.Group(
                  Map.of("state", new Content.Text(waits ? "WAITS" : "BEING_SEALED"))));
      case Erased() ->
          ApiAnswer.problem(
              409, "erased", "The report is erased; nobody can seal a copy of it again.");
      case NotThere() -> NOT_THERE;
      case WrongToken() ->
          ApiAnswer.faults(
              422, "wrong-token", "That is not the token of this copy.", List.of(WRONG_TOKEN));
      case NoDevice() ->
          ApiAnswer.problem(403, "no-device", "Have a device approved, then open this item.");
      case NotOpenedYet() -> ApiAnswer.problem(409, "not-opened-yet", "Open the item first.");
      case OutcomeDoesNotFit() ->
          ApiAnswer.faults(
              422,
              "outcome-does-not-fit",
              "The item cannot be closed with this outcome.",
              List.of(OUTCOME_DOES_NOT_FIT));
      case ClosedOtherwise() ->
          ApiAnswer.problem(409, "closed-otherwise", "The item was closed with another outcome.");
      case SharedOtherwise() ->
          ApiAnswer.problem(409, "noted-otherwise", "Another share was noted by this name.");
      case TooManyShares() ->
          ApiAnswer.problem(409, "too-many-shares", "No more shares can be noted of this item.");
      case Contended() ->
          ApiAnswer.problem(503, "contended", "Others are changing this item; try again.")
              .with("Retry-After", "1");
    };
  }

  static ApiAnswer inbox(List<InboxItem> items) {
    List<Content> listed = items.stream().<Content>map(Answers::item).toList();
    return ApiAnswer.json(200, new Content.Group(Map.of("items", new Content.Items(listed))));
  }

  private static Content.Group item(InboxItem item) {
    return item(item.delivery(), item.availableAt(), item.state());
  }

  private static Content.Group item(DeliveryId id, Instant availableAt, Copy.State state) {
    return new Content.Group(
        Map.of(
            "notification", new Content.Text(id.notification().value()),
            "unit", new Content.Text(id.unit().toString()),
            "availableAt", new Content.Text(availableAt.toString()),
            "state", new Content.Text(state.name())));
  }

  private static ApiAnswer shares(List<Share> shares, PersonId asker) {
    List<Content> listed = shares.stream().map(share -> share(share, asker)).toList();
    return ApiAnswer.json(200, new Content.Group(Map.of("items", new Content.Items(listed))));
  }

  /** Whose note it is, only as far as it is the asker's own. */
  private static Content share(Share share, PersonId asker) {
    return new Content.Group(
        Map.of(
            "role", new Content.Text(share.role().name()),
            "people", new Content.Whole(share.people()),
            "at", new Content.Text(share.at().toString()),
            "own", new Content.Truth(share.by().equals(asker))));
  }

  private static ApiAnswer earlier(List<List<Earlier>> children, Optional<Instant> more) {
    List<Content> listed =
        children.stream()
            .<Content>map(child -> new Content.Items(child.stream().map(Answers::earlier).toList()))
            .toList();
    var told = new Content.Group(Map.of("children", new Content.Items(listed)));
    return ApiAnswer.json(
        200, more.map(until -> told.with("more", new Content.Text(until.toString()))).orElse(told));
  }

  private static Content earlier(Earlier earlier) {
    Content.Group item =
        item(earlier.delivery(), earlier.availableAt(), earlier.state())
            .with("messageType", new Content.Text(earlier.messageType()));
    return earlier
        .outcome()
        .map(said -> item.with("outcome", new Content.Text(said.name())))
        .orElse(item);
  }
}
