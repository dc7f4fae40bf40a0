package uk.firstbell.functions.receipt;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.receipt.InboxItem;
import uk.firstbell.domain.receipt.Receipt;
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
import uk.firstbell.wire.lambda.ApiAnswer;
import uk.firstbell.wire.lambda.ApiRequest;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;

/**
 * A reader's requests in, their own copies out. What is decided, and why, is in {@link Receipt}.
 *
 * <p>Whether there is something that is not theirs, no answer tells: a name that is none, a
 * delivery to others and a delivery that never was get the same bytes.
 */
public final class ReceiptHandler implements RequestStreamHandler {
  private final Receipt receipt;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public ReceiptHandler() {
    this(ReceiptWiring.fromEnvironment(System.getenv()));
  }

  private ReceiptHandler(ReceiptHandler wired) {
    this(wired.receipt, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param time says when a decision was logged; the stage has its own
   */
  public ReceiptHandler(Receipt receipt, DecisionLog log, InstantSource time) {
    this.receipt = receipt;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    ApiRequest request = ApiRequest.read(event);
    answerTo(request).writeTo(answer);
  }

  private ApiAnswer answerTo(ApiRequest request) {
    Optional<Admitted> admitted = request.admitted();
    if (admitted.isEmpty()) {
      log.decided(line("-", "NOT_ADMITTED"));
      return Answers.NOT_ADMITTED;
    }
    Admitted who = admitted.get();
    return switch (request.method() + " " + request.resource()) {
      case "GET /v1/inbox" -> inbox(who);
      case "GET /v1/inbox/{notification}/{unit}" ->
          about(request, who, id -> receipt.fetch(who, id));
      case "POST /v1/inbox/{notification}/{unit}/opened" ->
          switch (Bodies.openingToken(request.body())) {
            case Bodies.Read.Understood(var token) ->
                about(request, who, id -> receipt.open(who, id, token));
            case Bodies.Read.Refused<?>(var refusal) -> refused(refusal, who);
          };
      case "POST /v1/inbox/{notification}/{unit}/sealed-again" ->
          about(request, who, id -> receipt.sealAgain(who, id));
      case "POST /v1/inbox/{notification}/{unit}/acknowledged" ->
          switch (Bodies.outcome(request.body())) {
            case Bodies.Read.Understood(var outcome) ->
                about(request, who, id -> receipt.acknowledge(who, id, outcome));
            case Bodies.Read.Refused<?>(var refusal) -> refused(refusal, who);
          };
      case "GET /v1/inbox/{notification}/{unit}/shared" ->
          about(request, who, id -> receipt.shares(who, id));
      case "POST /v1/inbox/{notification}/{unit}/shared" ->
          switch (Bodies.share(request.body())) {
            case Bodies.Read.Understood(Bodies.ToShare(var name, var role, var people)) ->
                about(request, who, id -> receipt.share(who, id, name, role, people));
            case Bodies.Read.Refused<?>(var refusal) -> refused(refusal, who);
          };
      case "GET /v1/inbox/{notification}/{unit}/earlier" ->
          switch (Bodies.until(request.query())) {
            case Bodies.Read.Understood(var until) ->
                about(request, who, id -> receipt.earlier(who, id, until));
            case Bodies.Read.Refused<?>(var refusal) -> refused(refusal, who);
          };
      default -> throw new IllegalArgumentException("no such route leads here");
    };
  }

  private ApiAnswer inbox(Admitted who) {
    List<InboxItem> items = receipt.inbox(who);
    log.decided(by(who, line("-", "LISTED")).with("items", new Fact.Count(items.size())));
    return Answers.inbox(items);
  }

  /** What to ask of the stage about one delivery. */
  private interface Question {
    ReceiptDecision about(DeliveryId id);
  }

  private ApiAnswer about(ApiRequest request, Admitted who, Question question) {
    Optional<DeliveryId> id = delivery(request);
    ReceiptDecision decision = id.map(question::about).orElseGet(NotThere::new);
    log.decided(by(who, line(id.map(DeliveryId::toString).orElse("-"), outcome(decision))));
    return Answers.to(decision);
  }

  private static Optional<DeliveryId> delivery(ApiRequest request) {
    String notification = request.pathParameter("notification");
    String unit = request.pathParameter("unit");
    return NotificationId.isOne(notification) && Unit.isOne(unit)
        ? Optional.of(new DeliveryId(new NotificationId(notification), Unit.parse(unit)))
        : Optional.empty();
  }

  private ApiAnswer refused(ApiAnswer refusal, Admitted who) {
    log.decided(by(who, line("-", "REFUSED")).with("status", new Fact.Count(refusal.status())));
    return refusal;
  }

  private static String outcome(ReceiptDecision decision) {
    return switch (decision) {
      case Fetched _ -> "FETCHED";
      case Opened(var again) -> again ? "OPENED_AGAIN" : "OPENED";
      case Acknowledged(var again) -> again ? "ACKNOWLEDGED_AGAIN" : "ACKNOWLEDGED";
      case Returned(var again) -> again ? "RETURNED_AGAIN" : "RETURNED";
      case Shared(var again) -> again ? "SHARED_AGAIN" : "SHARED";
      case SharedOtherwise() -> "SHARED_OTHERWISE";
      case TooManyShares() -> "TOO_MANY_SHARES";
      case SharesTold _ -> "SHARES_TOLD";
      case EarlierTold _ -> "EARLIER_TOLD";
      case ToBeSealedAgain(var waits) -> waits ? "WAITS_FOR_AGREEMENT" : "TO_BE_SEALED_AGAIN";
      case Erased() -> "ERASED";
      case NotThere() -> "NOT_THERE";
      case WrongToken() -> "WRONG_TOKEN";
      case NoDevice() -> "NO_DEVICE";
      case NotOpenedYet() -> "NOT_OPENED_YET";
      case OutcomeDoesNotFit() -> "OUTCOME_DOES_NOT_FIT";
      case ClosedOtherwise() -> "CLOSED_OTHERWISE";
      case Contended() -> "CONTENDED";
    };
  }

  private static Decision by(Admitted who, Decision line) {
    return line.with("person", new Fact.Id(who.person().value()));
  }

  private Decision line(String id, String outcome) {
    return Decision.of(time.instant(), "receipt", id, outcome);
  }
}
