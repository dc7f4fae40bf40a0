package uk.firstbell.functions.exchange;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.exchange.Exchange;
import uk.firstbell.domain.exchange.ExchangeDecision;
import uk.firstbell.domain.exchange.ExchangeDecision.Acknowledged;
import uk.firstbell.domain.exchange.ExchangeDecision.Answered;
import uk.firstbell.domain.exchange.ExchangeDecision.Confirmed;
import uk.firstbell.domain.exchange.ExchangeDecision.Contended;
import uk.firstbell.domain.exchange.ExchangeDecision.NoDevice;
import uk.firstbell.domain.exchange.ExchangeDecision.NotOpenedYet;
import uk.firstbell.domain.exchange.ExchangeDecision.NotTheLead;
import uk.firstbell.domain.exchange.ExchangeDecision.NotThere;
import uk.firstbell.domain.exchange.ExchangeDecision.Recorded;
import uk.firstbell.domain.exchange.ExchangeDecision.Rejected;
import uk.firstbell.domain.exchange.ExchangeDecision.Standing;
import uk.firstbell.domain.exchange.ExchangeDecision.TakenOtherwise;
import uk.firstbell.domain.exchange.ExchangeDecision.Told;
import uk.firstbell.domain.exchange.Spoken;
import uk.firstbell.domain.intake.ReportReader.Reading;
import uk.firstbell.domain.intake.SenderKey;
import uk.firstbell.domain.intake.SignatureProof;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.wire.json.CanonicalJson;
import uk.firstbell.wire.lambda.ApiAnswer;
import uk.firstbell.wire.lambda.ApiRequest;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.report.ExchangeJson;

/**
 * What is said about a case in, what came of it out; and what came back of any notification. Police
 * sign their requests, people sign in; what is decided, and why, is in {@link Exchange}.
 *
 * <p>Whether there is a case that is not theirs, no answer tells.
 */
public final class ExchangeHandler implements RequestStreamHandler {
  private final SignatureProof proof;
  private final Exchange exchange;
  private final DecisionLog log;
  private final InstantSource time;
  private final ExchangeJson json = new ExchangeJson();

  /** Called by the Lambda runtime, once per execution environment. */
  public ExchangeHandler() {
    this(ExchangeWiring.fromEnvironment(System.getenv()));
  }

  private ExchangeHandler(ExchangeHandler wired) {
    this(wired.proof, wired.exchange, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param proof says which force's key signed a request
   * @param time says when a request came and when a decision was logged; the stage has its own
   */
  public ExchangeHandler(
      SignatureProof proof, Exchange exchange, DecisionLog log, InstantSource time) {
    this.proof = proof;
    this.exchange = exchange;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answerTo(ApiRequest.read(event)).writeTo(answer);
  }

  private ApiAnswer answerTo(ApiRequest request) {
    return switch (request.method() + " " + request.resource()) {
      case "POST /v1/cases/{notification}/conversations" ->
          bySender(request, key -> recorded(request, key));
      case "GET /v1/notifications/{notification}" -> bySender(request, key -> told(request, key));
      case "GET /v1/cases/{notification}" ->
          bySomebody(request, (who, id) -> exchange.standing(who, id));
      case "POST /v1/cases/{notification}/acknowledged" ->
          bySomebody(request, (who, id) -> exchange.acknowledge(who, id));
      case "POST /v1/cases/{notification}/answered" -> answered(request);
      case "POST /v1/cases/{notification}/conversations/{conversation}/confirmed" ->
          bySomebody(
              request,
              (who, id) -> exchange.confirm(who, id, request.pathParameter("conversation")));
      default -> throw new IllegalArgumentException("no such route leads here");
    };
  }

  /** What to do for a sender that is proved. */
  private interface Deed {
    ApiAnswer as(SenderKey key);
  }

  private ApiAnswer bySender(ApiRequest request, Deed deed) {
    return switch (proof.prove(request.signedRequest(), time.instant())) {
      case SignatureProof.Proof.Unproved(var reason) -> {
        log.decided(line("-", "NOT_AUTHENTIC").with("reason", new Fact.Code(reason.name())));
        yield Answers.UNPROVED;
      }
      case SignatureProof.Proof.Proved(var key) -> deed.as(key);
    };
  }

  private ApiAnswer told(ApiRequest request, SenderKey key) {
    Optional<NotificationId> id = notification(request);
    return answered(id, key, id.map(known -> exchange.told(key, known)));
  }

  private ApiAnswer recorded(ApiRequest request, SenderKey key) {
    Reading reading = json.conversation(request.body());
    return reading instanceof Reading.WellFormed(var content)
        ? recorded(request, key, spoken(content))
        : refused(Answers.refusal(reading));
  }

  private ApiAnswer recorded(ApiRequest request, SenderKey key, Spoken spoken) {
    Optional<NotificationId> id = notification(request);
    return answered(id, key, id.map(known -> exchange.record(key, known, spoken)));
  }

  private ApiAnswer answered(
      Optional<NotificationId> id, SenderKey key, Optional<ExchangeDecision> decided) {
    ExchangeDecision decision = decided.orElseGet(NotThere::new);
    log.decided(line(id, decision).with("key", new Fact.Id(key.keyId())));
    return Answers.to(decision);
  }

  private static Spoken spoken(Content.Group content) {
    return new Spoken(
        required(content, "name"),
        OffsetDateTime.parse(required(content, "heldAt")).toInstant(),
        new PersonId(required(content, "police")),
        new PersonId(required(content, "socialCare")));
  }

  private static String required(Content.Group content, String name) {
    return content
        .text(name)
        .orElseThrow(() -> new IllegalStateException("a field the schema requires is not there"));
  }

  private ApiAnswer answered(ApiRequest request) {
    Reading reading = json.answer(request.body());
    if (!(reading instanceof Reading.WellFormed(var content))) {
      return request.admitted().isEmpty() ? notAdmitted() : refused(Answers.refusal(reading));
    }
    return bySomebody(
        request,
        (who, id) ->
            exchange.answer(
                who, id, required(content, "name"), content, new CanonicalJson().bytesOf(content)));
  }

  /** What to ask of the stage about one case. */
  private interface Question {
    ExchangeDecision about(Admitted who, NotificationId id);
  }

  private ApiAnswer bySomebody(ApiRequest request, Question question) {
    Optional<Admitted> admitted = request.admitted();
    if (admitted.isEmpty()) {
      return notAdmitted();
    }
    Admitted who = admitted.get();
    Optional<NotificationId> id = notification(request);
    ExchangeDecision decision =
        id.map(known -> question.about(who, known)).orElseGet(NotThere::new);
    log.decided(line(id, decision).with("person", new Fact.Id(who.person().value())));
    return Answers.to(decision);
  }

  private ApiAnswer notAdmitted() {
    log.decided(line("-", "NOT_ADMITTED"));
    return Answers.NOT_ADMITTED;
  }

  private ApiAnswer refused(ApiAnswer refusal) {
    log.decided(line("-", "REFUSED").with("status", new Fact.Count(refusal.status())));
    return refusal;
  }

  private static Optional<NotificationId> notification(ApiRequest request) {
    String notification = request.pathParameter("notification");
    return NotificationId.isOne(notification)
        ? Optional.of(new NotificationId(notification))
        : Optional.empty();
  }

  private Decision line(Optional<NotificationId> id, ExchangeDecision decision) {
    return line(id.map(NotificationId::value).orElse("-"), outcome(decision));
  }

  private static String outcome(ExchangeDecision decision) {
    return switch (decision) {
      case Recorded(var again) -> again ? "RECORDED_AGAIN" : "RECORDED";
      case Acknowledged(var again) -> again ? "ACKNOWLEDGED_AGAIN" : "ACKNOWLEDGED";
      case Answered(var again) -> again ? "ANSWERED_AGAIN" : "ANSWERED";
      case Confirmed(var again) -> again ? "CONFIRMED_AGAIN" : "CONFIRMED";
      case Standing _ -> "READ";
      case Told _ -> "TOLD";
      case Rejected _ -> "REJECTED";
      case NotThere() -> "NOT_THERE";
      case NoDevice() -> "NO_DEVICE";
      case NotOpenedYet() -> "NOT_OPENED_YET";
      case NotTheLead() -> "NOT_THE_LEAD";
      case TakenOtherwise() -> "TAKEN_OTHERWISE";
      case Contended() -> "CONTENDED";
    };
  }

  private Decision line(String id, String outcome) {
    return Decision.of(time.instant(), "exchange", id, outcome);
  }
}
