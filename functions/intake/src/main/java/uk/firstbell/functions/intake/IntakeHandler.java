package uk.firstbell.functions.intake;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import uk.firstbell.domain.intake.Intake;
import uk.firstbell.domain.intake.IntakeDecision;
import uk.firstbell.domain.intake.IntakeDecision.Accepted;
import uk.firstbell.domain.intake.IntakeDecision.AlreadyAccepted;
import uk.firstbell.domain.intake.IntakeDecision.MessageIdTaken;
import uk.firstbell.domain.intake.IntakeDecision.NotAuthentic;
import uk.firstbell.domain.intake.IntakeDecision.Receipt;
import uk.firstbell.domain.intake.IntakeDecision.Rejected;
import uk.firstbell.domain.intake.IntakeDecision.Unreadable;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.story.Deadline;
import uk.firstbell.domain.story.Missing;
import uk.firstbell.wire.lambda.ApiAnswer;
import uk.firstbell.wire.lambda.ApiRequest;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;

/**
 * HTTP in, decision out. What is decided, and why, is in {@link Intake}. An outage of a store is
 * not caught here: the sender sees a 5xx and may safely repeat.
 */
public final class IntakeHandler implements RequestStreamHandler {
  private final Intake intake;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public IntakeHandler() {
    this(IntakeWiring.fromEnvironment(System.getenv()));
  }

  private IntakeHandler(IntakeHandler wired) {
    this(wired.intake, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param time says when a decision was logged; the stage has its own
   */
  public IntakeHandler(Intake intake, DecisionLog log, InstantSource time) {
    this.intake = intake;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    IntakeDecision decision = intake.accept(ApiRequest.read(event).signedRequest());
    log.decided(line(decision));
    said(decision).writeTo(answer);
  }

  private static ApiAnswer said(IntakeDecision decision) {
    return switch (decision) {
      case Accepted(var receipt) -> ApiAnswer.json(202, content(receipt));
      case AlreadyAccepted(var receipt) -> ApiAnswer.json(202, content(receipt));
      case MessageIdTaken() ->
          ApiAnswer.problem(
              409,
              "message-id-taken",
              "This message id and revision were used before, with another body.");
      case Rejected(var faults) ->
          ApiAnswer.faults(422, "rejected", "The message cannot be taken as it is.", faults);
      case Unreadable(var fault) ->
          ApiAnswer.faults(400, "unreadable", "The message cannot be read.", List.of(fault));
      // Which check failed is for our own log: a stranger learns nothing to try next.
      case NotAuthentic _ -> ApiAnswer.problem(401, "unauthorized", "The sender is not proved.");
    };
  }

  private static Content content(Receipt receipt) {
    Deadline deadline = receipt.deadline();
    return new Content.Group(
        Map.of(
            "notificationId", new Content.Text(receipt.notification().value()),
            "deadline",
                new Content.Group(
                    Map.of(
                        "deliverBy", new Content.Text(deadline.deliverBy().toString()),
                        "ruleId", new Content.Text(deadline.ruleId()),
                        "explanation", new Content.Text(deadline.explanation()),
                        "provisional", new Content.Truth(true))),
            "missing",
                new Content.Items(
                    receipt.missing().stream().map(IntakeHandler::content).toList())));
  }

  private static Content content(Missing missing) {
    return new Content.Group(
        Map.of(
            "path",
            new Content.Text(missing.path()),
            "reason",
            new Content.Text(missing.reason())));
  }

  private Decision line(IntakeDecision decision) {
    return switch (decision) {
      case Accepted(var receipt) ->
          line(receipt.notification().value(), "ACCEPTED")
              .with("deliverBy", new Fact.Moment(receipt.deadline().deliverBy()))
              .with("rule", new Fact.Code(receipt.deadline().ruleId()))
              .with("missing", new Fact.Count(receipt.missing().size()));
      case AlreadyAccepted(var receipt) -> line(receipt.notification().value(), "ALREADY_ACCEPTED");
      case MessageIdTaken() -> line("-", "MESSAGE_ID_TAKEN");
      case Rejected(var faults) ->
          line("-", "REJECTED")
              .with("faults", new Fact.Count(faults.size()))
              .with("first", new Fact.Code(faults.getFirst().code()));
      case Unreadable(var fault) ->
          line("-", "UNREADABLE").with("fault", new Fact.Code(fault.code()));
      case NotAuthentic(var reason) ->
          line("-", "NOT_AUTHENTIC").with("reason", new Fact.Code(reason.name()));
    };
  }

  private Decision line(String id, String outcome) {
    return Decision.of(time.instant(), "intake", id, outcome);
  }
}
