package uk.firstbell.functions.receipt;

import java.util.List;
import java.util.Map;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.receipt.InboxItem;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.domain.receipt.ReceiptDecision.Acknowledged;
import uk.firstbell.domain.receipt.ReceiptDecision.ClosedOtherwise;
import uk.firstbell.domain.receipt.ReceiptDecision.Contended;
import uk.firstbell.domain.receipt.ReceiptDecision.Fetched;
import uk.firstbell.domain.receipt.ReceiptDecision.NoDevice;
import uk.firstbell.domain.receipt.ReceiptDecision.NotOpenedYet;
import uk.firstbell.domain.receipt.ReceiptDecision.NotThere;
import uk.firstbell.domain.receipt.ReceiptDecision.Opened;
import uk.firstbell.domain.receipt.ReceiptDecision.OutcomeDoesNotFit;
import uk.firstbell.domain.receipt.ReceiptDecision.Returned;
import uk.firstbell.domain.receipt.ReceiptDecision.WrongToken;
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
      case Opened _, Acknowledged _, Returned _ -> ApiAnswer.nothing();
      case NotThere() -> NOT_THERE;
      case WrongToken() ->
          ApiAnswer.faults(
              422, "wrong-token", "That is not the token of this copy.", List.of(WRONG_TOKEN));
      case NoDevice() ->
          ApiAnswer.problem(403, "no-device", "Have a device approved, then open this item.");
      case NotOpenedYet() ->
          ApiAnswer.problem(409, "not-opened-yet", "Open the item before you acknowledge it.");
      case OutcomeDoesNotFit() ->
          ApiAnswer.faults(
              422,
              "outcome-does-not-fit",
              "The item cannot be closed with this outcome.",
              List.of(OUTCOME_DOES_NOT_FIT));
      case ClosedOtherwise() ->
          ApiAnswer.problem(409, "closed-otherwise", "The item was closed with another outcome.");
      case Contended() ->
          ApiAnswer.problem(503, "contended", "Others are changing this item; try again.")
              .with("Retry-After", "1");
    };
  }

  static ApiAnswer inbox(List<InboxItem> items) {
    List<Content> listed = items.stream().map(Answers::item).toList();
    return ApiAnswer.json(200, new Content.Group(Map.of("items", new Content.Items(listed))));
  }

  private static Content item(InboxItem item) {
    return new Content.Group(
        Map.of(
            "notification", new Content.Text(item.delivery().notification().value()),
            "unit", new Content.Text(item.delivery().unit().toString()),
            "availableAt", new Content.Text(item.availableAt().toString()),
            "state", new Content.Text(item.state().name())));
  }
}
