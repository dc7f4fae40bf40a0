package uk.firstbell.wire.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.admission.Newcomer;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/**
 * What an authorizer answers: an IAM policy for exactly the method asked about, so the answer is
 * good for one method only and must not be cached by token (authorizer result TTL 0).
 *
 * <p>What a person may do is for the stage behind, and so nothing is denied but to whoever has to
 * sign in again: API Gateway then answers 401 and why, as the template has it. For a 401 that says
 * nothing the function gives no answer but fails with {@link UnauthorizedException}.
 */
public final class AuthorizerAnswer {
  private final Content answer;

  private AuthorizerAnswer(Content answer) {
    this.answer = answer;
  }

  /** The person may; {@link ApiRequest#admitted} hands them to the function behind. */
  public static AuthorizerAnswer allow(Admitted admitted, String methodArn) {
    return allow(admitted.person().value(), AdmissionContext.of(admitted), methodArn);
  }

  /** The newcomer may; {@link ApiRequest#caller} hands them to the function behind. */
  public static AuthorizerAnswer allow(Newcomer newcomer, String methodArn) {
    return allow("newcomer", AdmissionContext.of(newcomer), methodArn);
  }

  /**
   * The caller may.
   *
   * @param principalId appears in access logs: an id, never a name
   * @param context handed to the function behind the door, value by value
   */
  public static AuthorizerAnswer allow(
      String principalId, Map<String, String> context, String methodArn) {
    var values = new TreeMap<String, Content>();
    context.forEach((name, value) -> values.put(name, new Content.Text(value)));
    return new AuthorizerAnswer(
        policy("Allow", principalId, methodArn).with("context", new Content.Group(values)));
  }

  /** Nobody may by that token any more: its session has ended. */
  public static AuthorizerAnswer signedOut(String methodArn) {
    return new AuthorizerAnswer(policy("Deny", "signed-out", methodArn));
  }

  private static Content.Group policy(String effect, String principalId, String methodArn) {
    var statement =
        new Content.Group(
            Map.of(
                "Action", new Content.Text("execute-api:Invoke"),
                "Effect", new Content.Text(effect),
                "Resource", new Content.Text(methodArn)));
    var document =
        new Content.Group(
            Map.of(
                "Version", new Content.Text("2012-10-17"),
                "Statement", new Content.Items(List.of(statement))));
    return new Content.Group(
        Map.of("principalId", new Content.Text(principalId), "policyDocument", document));
  }

  /** Writes the answer's JSON. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(ContentJson.bytes(answer));
  }
}
