package uk.firstbell.functions.admission;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import uk.firstbell.domain.admission.Admission;
import uk.firstbell.domain.admission.AdmissionDecision;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.admission.Newcomer;
import uk.firstbell.wire.lambda.AuthorizerAnswer;
import uk.firstbell.wire.lambda.AuthorizerRequest;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.UnauthorizedException;

/**
 * A bearer token in, the person or the newcomer it speaks for out. Who is admitted, and why, is in
 * {@link Admission}; what they may do is for the stage behind.
 */
public final class AdmissionHandler implements RequestStreamHandler {
  private final Admission admission;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public AdmissionHandler() {
    this(AdmissionWiring.fromEnvironment(System.getenv()));
  }

  private AdmissionHandler(AdmissionHandler wired) {
    this(wired.admission, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param time says when a decision was logged; the stage has its own
   */
  public AdmissionHandler(Admission admission, DecisionLog log, InstantSource time) {
    this.admission = admission;
    this.log = log;
    this.time = time;
  }

  /**
   * Answers that the caller may, or that they may not until they sign in again.
   *
   * @throws UnauthorizedException if the token proves nobody: so API Gateway wants to be told
   */
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    AuthorizerRequest request = AuthorizerRequest.read(event);
    AdmissionDecision decision =
        request.bearerToken().map(admission::admit).orElseGet(AdmissionDecision.Unproved::new);
    log.decided(line(decision));
    answerTo(decision, request.methodArn()).writeTo(answer);
  }

  private static AuthorizerAnswer answerTo(AdmissionDecision decision, String methodArn) {
    return switch (decision) {
      case AdmissionDecision.LetIn(Admitted who) -> AuthorizerAnswer.allow(who, methodArn);
      case AdmissionDecision.LetIn(Newcomer who) -> AuthorizerAnswer.allow(who, methodArn);
      case AdmissionDecision.SignedOut() -> AuthorizerAnswer.signedOut(methodArn);
      case AdmissionDecision.Unproved() -> throw new UnauthorizedException();
    };
  }

  private Decision line(AdmissionDecision decision) {
    return switch (decision) {
      case AdmissionDecision.LetIn(Admitted who) -> line(who.person().value(), "ADMITTED");
      case AdmissionDecision.LetIn(Newcomer _) -> line("-", "NEWCOMER");
      case AdmissionDecision.SignedOut() -> line("-", "SIGNED_OUT");
      case AdmissionDecision.Unproved() -> line("-", "REFUSED");
    };
  }

  private Decision line(String id, String outcome) {
    return Decision.of(time.instant(), "admission", id, outcome);
  }
}
