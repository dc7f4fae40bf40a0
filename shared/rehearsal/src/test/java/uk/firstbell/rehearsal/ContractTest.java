package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.wire.lambda.ApiAnswer;

/** The checker refuses what was not promised; each refusal beside the nearest answer that was. */
final class ContractTest {
  private static final String OPENED = "/v1/inbox/{notification}/{unit}/opened";

  @Test
  void knows_the_routes_that_there_are_and_no_other() {
    holds("POST", OPENED, ApiAnswer.nothing());

    breaks("GET", OPENED, ApiAnswer.nothing(), "is not in the contract");
    breaks("POST", "/v1/inbox/opened", ApiAnswer.nothing(), "is not in the contract");
  }

  @Test
  void lets_no_status_through_that_the_operation_does_not_declare() {
    holds("GET", "/v1/inbox", problem(401, "unauthorized"));

    breaks("GET", "/v1/inbox", problem(404, "not-found"), "may not answer 404");
    breaks("GET", "/v1/inbox", problem(302, "unauthorized"), "may not answer 302");
  }

  @Test
  void lets_no_problem_through_under_another_name_or_status() {
    holds("POST", OPENED, problem(503, "contended"));

    breaks("POST", OPENED, problem(503, "busy"), "contended");
    breaks("POST", OPENED, relabelled(404, problem(503, "not-found")), "a problem's status");
  }

  @Test
  void wants_the_faults_where_it_promises_faults() {
    var fault = new Fault("/openingToken", "REQUIRED", "Give it.");
    holds("POST", OPENED, ApiAnswer.faults(422, "rejected", "Not so.", List.of(fault)));

    breaks("POST", OPENED, problem(422, "rejected"), "errors");
    breaks("POST", OPENED, ApiAnswer.faults(422, "rejected", "Not so.", List.of()), "errors");
  }

  @Test
  void wants_the_media_type_and_the_body_that_it_promises() {
    holds("GET", "/v1/inbox", ApiAnswer.json(200, items(new Content.Items(List.of()))));

    breaks("GET", "/v1/inbox", ApiAnswer.json(200, items(new Content.Text("none"))), "items");
    breaks("GET", "/v1/inbox", ApiAnswer.of(200, "text/plain", new byte[0]), "text/plain");
    breaks("POST", OPENED, ApiAnswer.of(204, "text/plain", new byte[] {65}), "without a body");
  }

  private static Content.Group items(Content items) {
    return Content.Group.EMPTY.with("items", items);
  }

  private static ApiAnswer problem(int status, String type) {
    return ApiAnswer.problem(status, type, "A sentence.");
  }

  private static ApiAnswer relabelled(int status, ApiAnswer answer) {
    return new ApiAnswer(status, answer.headers(), answer.body());
  }

  private static void holds(String method, String route, ApiAnswer answer) {
    assertThatCode(() -> Contract.holds(method, route, said(answer))).doesNotThrowAnyException();
  }

  private static void breaks(String method, String route, ApiAnswer answer, String because) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Contract.holds(method, route, said(answer)))
        .withMessageContaining(because);
  }

  private static Said said(ApiAnswer answer) {
    var written = new ByteArrayOutputStream();
    try {
      answer.writeTo(written);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Said.read(written.toByteArray());
  }
}
