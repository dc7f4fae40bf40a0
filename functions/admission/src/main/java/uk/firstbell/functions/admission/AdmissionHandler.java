package uk.firstbell.functions.admission;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import uk.firstbell.domain.admission.Admission;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.admission.Caller;
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
   * Answers that the caller may.
   *
   * @throws UnauthorizedException if the token proves nobody: so API Gateway wants to be told
   */
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    AuthorizerRequest request = AuthorizerRequest.read(event);
    Optional<Caller> caller = request.bearerToken().flatMap(admission::admit);
    log.decided(caller.map(this::line).orElseGet(() -> line("-", "REFUSED")));
    allowed(caller.orElseThrow(UnauthorizedException::new), request.methodArn()).writeTo(answer);
  }

  private static AuthorizerAnswer allowed(Caller caller, String methodArn) {
    return switch (caller) {
      case Admitted who -> AuthorizerAnswer.allow(who, methodArn);
      case Newcomer who -> AuthorizerAnswer.allow(who, methodArn);
    };
  }

  private Decision line(Caller caller) {
    return switch (caller) {
      case Admitted who -> line(who.person().value(), "ADMITTED");
      case Newcomer _ -> line("-", "NEWCOMER");
    };
  }

  private Decision line(String id, String outcome) {
    return Decision.of(time.instant(), "admission", id, outcome);
  }
}
