package uk.firstbell.functions.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Audit;
import uk.firstbell.domain.audit.AuditAnswer;
import uk.firstbell.domain.audit.AuditAnswer.Contended;
import uk.firstbell.domain.audit.AuditAnswer.NotThere;
import uk.firstbell.domain.audit.AuditAnswer.Told;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Verifier.Verdict;
import uk.firstbell.domain.enrolment.DeviceName;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.wire.lambda.ApiAnswer;
import uk.firstbell.wire.lambda.ApiRequest;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;
import uk.firstbell.wire.lambda.DecisionLog.Level;

/**
 * An auditor's question in, a trail out: a notification's, a device's, or that of the page's
 * releases. Who may ask, and what is recorded of it, is in {@link Audit}. What is not there and
 * what is out of scope get the same bytes.
 */
public final class AuditHandler implements RequestStreamHandler {
  private static final ApiAnswer NOT_ADMITTED =
      ApiAnswer.problem(401, "unauthorized", "Sign in to ask what happened.");
  private static final ApiAnswer NOT_THERE =
      ApiAnswer.problem(404, "not-found", "There is nothing here for you.");

  private final Audit audit;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public AuditHandler() {
    this(AuditWiring.fromEnvironment(System.getenv()));
  }

  private AuditHandler(AuditHandler wired) {
    this(wired.audit, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param time says when a decision was logged; the stage has its own
   */
  public AuditHandler(Audit audit, DecisionLog log, InstantSource time) {
    this.audit = audit;
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
      return NOT_ADMITTED;
    }
    Admitted who = admitted.get();
    return switch (request.method() + " " + request.resource()) {
      case "GET /v1/audit/releases" -> told(who, "-", audit.releases(who), Map.of());
      case "GET /v1/audit/devices/{unit}/{person}/{device}" -> device(request, who);
      default -> notification(request, who);
    };
  }

  private ApiAnswer notification(ApiRequest request, Admitted who) {
    Optional<NotificationId> id =
        Optional.of(request.pathParameter("notification"))
            .filter(NotificationId::isOne)
            .map(NotificationId::new);
    String named = id.map(NotificationId::value).orElse("-");
    return told(
        who,
        named,
        id.map(known -> audit.trail(who, known)).orElseGet(NotThere::new),
        Map.of("notification", new Content.Text(named)));
  }

  private ApiAnswer device(ApiRequest request, Admitted who) {
    String unit = request.pathParameter("unit");
    String person = request.pathParameter("person");
    String device = request.pathParameter("device");
    if (!Unit.isOne(unit) || !PersonId.isOne(person) || !DeviceName.isId(device)) {
      return told(who, "-", new NotThere(), Map.of());
    }
    var name = new DeviceName(Unit.parse(unit), new PersonId(person), device);
    return told(
        who,
        name.toString(),
        audit.device(who, name.organisation(), name.person(), name.device()),
        Map.of(
            "unit", new Content.Text(unit),
            "person", new Content.Text(person),
            "device", new Content.Text(device)));
  }

  /**
   * What an auditor is told.
   *
   * @param about repeats what was asked about
   */
  private ApiAnswer told(Admitted who, String id, AuditAnswer answer, Map<String, Content> about) {
    log.decided(line(id, answer).with("person", new Fact.Id(who.person().value())));
    return switch (answer) {
      case Told(var entries, var verdict) -> {
        var told = new TreeMap<>(about);
        told.put("verdict", content(verdict));
        told.put(
            "entries", new Content.Items(entries.stream().map(AuditHandler::content).toList()));
        yield ApiAnswer.json(200, new Content.Group(told));
      }
      case NotThere() -> NOT_THERE;
      case Contended() ->
          ApiAnswer.problem(503, "contended", "Others are asking at this moment; try again.")
              .with("Retry-After", "1");
    };
  }

  private static Content content(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Whole(var entries) ->
          new Content.Group(
              Map.of("whole", new Content.Truth(true), "entries", new Content.Whole(entries)));
      case Verdict.Broken broken ->
          new Content.Group(
              Map.of(
                  "whole", new Content.Truth(false),
                  "broken",
                      new Content.Group(
                          Map.of(
                              "entry", new Content.Text(broken.name()),
                              "flaw", new Content.Text(broken.flaw().name())))));
    };
  }

  /**
   * An entry without its subjects: an answer is redacted by default, and is widened only with a
   * stated purpose (design section 6), which nobody can state yet. Its hash covers them, so an
   * entry cannot be proved from this answer alone; the verdict is ours.
   */
  private static Content content(AuditEntry entry) {
    var facts = new TreeMap<String, Content>();
    entry.facts().forEach((name, fact) -> facts.put(name, new Content.Text(fact)));
    return new Content.Group(
        Map.of(
            "row", new Content.Text(entry.row().toString()),
            "version", new Content.Whole(entry.version()),
            "at", new Content.Text(entry.at().toString()),
            "actor", content(entry.actor()),
            "action", new Content.Text(entry.action().name()),
            "happening", new Content.Text(entry.happening().name()),
            "facts", new Content.Group(facts),
            "previous", new Content.Text(entry.previous()),
            "hash", new Content.Text(entry.hash())));
  }

  private static Content content(Actor actor) {
    return new Content.Group(
        Map.of(
            "kind", new Content.Text(actor.kind().name()),
            "id", new Content.Text(actor.id()),
            "organisation", new Content.Text(actor.organisation())));
  }

  private Decision line(String id, AuditAnswer answer) {
    return switch (answer) {
      case Told(var entries, Verdict.Whole _) ->
          line(id, "TOLD").with("entries", new Fact.Count(entries.size()));
      // Somebody changed what nobody may change, and an auditor has just been told so.
      case Told(_, Verdict.Broken broken) ->
          line(id, "TOLD_BROKEN")
              .at(Level.ERROR)
              .with("entry", new Fact.Id(broken.name()))
              .with("flaw", new Fact.Code(broken.flaw().name()));
      case NotThere() -> line(id, "NOT_THERE");
      case Contended() -> line(id, "CONTENDED");
    };
  }

  private Decision line(String id, String outcome) {
    return Decision.of(time.instant(), "audit", id, outcome);
  }
}
