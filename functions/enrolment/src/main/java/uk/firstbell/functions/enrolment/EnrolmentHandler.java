package uk.firstbell.functions.enrolment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.admission.Caller;
import uk.firstbell.domain.admission.Newcomer;
import uk.firstbell.domain.enrolment.Agreement;
import uk.firstbell.domain.enrolment.DeviceName;
import uk.firstbell.domain.enrolment.Enrolment;
import uk.firstbell.domain.enrolment.EnrolmentDecision;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Approved;
import uk.firstbell.domain.enrolment.EnrolmentDecision.BoundOtherwise;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Contended;
import uk.firstbell.domain.enrolment.EnrolmentDecision.DecidedOtherwise;
import uk.firstbell.domain.enrolment.EnrolmentDecision.NotRenewable;
import uk.firstbell.domain.enrolment.EnrolmentDecision.NotThere;
import uk.firstbell.domain.enrolment.EnrolmentDecision.PasskeyKept;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Refused;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Rejected;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Renewed;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Requested;
import uk.firstbell.domain.enrolment.EnrolmentDecision.Revoked;
import uk.firstbell.domain.enrolment.EnrolmentDecision.TooManyDevices;
import uk.firstbell.domain.enrolment.EnrolmentDecision.TooManyWaiting;
import uk.firstbell.domain.enrolment.EnrolmentDecision.TooManyWrongCodes;
import uk.firstbell.domain.enrolment.Standing;
import uk.firstbell.domain.enrolment.Waiting;
import uk.firstbell.domain.enrolment.Wish;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Device;
import uk.firstbell.domain.story.Listed;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.wire.lambda.ApiAnswer;
import uk.firstbell.wire.lambda.ApiRequest;
import uk.firstbell.wire.lambda.DecisionLog;
import uk.firstbell.wire.lambda.DecisionLog.Decision;
import uk.firstbell.wire.lambda.DecisionLog.Fact;

/**
 * What people wish about devices in, what came of it out. What is decided, and why, is in {@link
 * Enrolment}. A newcomer may ask who they could be and for a device; nothing else answers them.
 */
public final class EnrolmentHandler implements RequestStreamHandler {
  private final Enrolment enrolment;
  private final Agreement agreement;
  private final AuthorityCertificate authority;
  private final DecisionLog log;
  private final InstantSource time;

  /** Called by the Lambda runtime, once per execution environment. */
  public EnrolmentHandler() {
    this(EnrolmentWiring.fromEnvironment(System.getenv()));
  }

  private EnrolmentHandler(EnrolmentHandler wired) {
    this(wired.enrolment, wired.agreement, wired.authority, wired.log, wired.time);
  }

  /**
   * A handler of that stage.
   *
   * @param agreement the second person that some copies take
   * @param authority what readers prove the gateway's signatures with
   * @param time says when a decision was logged; the stage has its own
   */
  EnrolmentHandler(
      Enrolment enrolment,
      Agreement agreement,
      AuthorityCertificate authority,
      DecisionLog log,
      InstantSource time) {
    this.enrolment = enrolment;
    this.agreement = agreement;
    this.authority = authority;
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
      case "GET /v1/authority" -> authority();
      case "GET /v1/me" -> byAnybody(request, this::standing);
      case "POST /v1/devices" ->
          byAnybody(request, who -> requested(who, Bodies.wish(request.body())));
      case "GET /v1/devices" -> bySomebody(request, who -> devices(who, request));
      case "GET /v1/approvals" -> bySomebody(request, this::approvals);
      case "POST /v1/devices/{unit}/{person}/{device}/approved" ->
          bySomebody(
              request,
              who ->
                  told(
                      who,
                      Bodies.code(request.body()),
                      code -> about(request, who, name -> enrolment.approve(who, name, code))));
      case "POST /v1/devices/{unit}/{person}/{device}/refused" ->
          bySomebody(request, who -> about(request, who, name -> enrolment.refuse(who, name)));
      case "POST /v1/devices/{unit}/{person}/{device}/revoked" ->
          bySomebody(
              request,
              who ->
                  told(
                      who,
                      Bodies.reason(request.body()),
                      reason -> about(request, who, name -> enrolment.revoke(who, name, reason))));
      case "POST /v1/people/{unit}/{person}/ended" ->
          bySomebody(
              request,
              who -> told(who, Bodies.end(request.body()), reason -> ended(request, who, reason)));
      case "GET /v1/sealings" ->
          bySomebody(request, who -> sealings(request, who, Optional.empty()));
      case "GET /v1/sealings/{unit}" ->
          bySomebody(
              request, who -> sealings(request, who, Optional.of(request.pathParameter("unit"))));
      case "POST /v1/sealings/{unit}/{person}/{notification}/approved" ->
          bySomebody(request, who -> aboutCopy(request, who, agreement::approve));
      case "POST /v1/sealings/{unit}/{person}/{notification}/refused" ->
          bySomebody(request, who -> aboutCopy(request, who, agreement::refuse));
      case "PUT /v1/me/devices/{device}/passkey" ->
          bySomebody(
              request,
              who ->
                  told(
                      who,
                      Bodies.wrapped(request.body()),
                      wrapped ->
                          aboutOwn(request, who, id -> enrolment.keepPasskey(who, id, wrapped))));
      case "POST /v1/me/devices/{device}/renewed" ->
          bySomebody(request, who -> aboutOwn(request, who, id -> enrolment.renew(who, id)));
      default -> throw new IllegalArgumentException("no such route leads here");
    };
  }

  private ApiAnswer authority() {
    log.decided(line("-", "AUTHORITY_SHOWN"));
    return Answers.authority(authority.der());
  }

  private ApiAnswer byAnybody(ApiRequest request, Function<Caller, ApiAnswer> answer) {
    return request.caller().map(answer).orElseGet(this::notAdmitted);
  }

  private ApiAnswer bySomebody(ApiRequest request, Function<Admitted, ApiAnswer> answer) {
    return request.admitted().map(answer).orElseGet(this::notAdmitted);
  }

  private ApiAnswer notAdmitted() {
    log.decided(line("-", "NOT_ADMITTED"));
    return Answers.NOT_ADMITTED;
  }

  private ApiAnswer standing(Caller who) {
    Standing standing = enrolment.standing(who);
    log.decided(
        by(who, line("-", "STANDING")).with("devices", new Fact.Count(standing.devices().size())));
    return Answers.standing(standing);
  }

  /** Those of one organisation, if the query names one: {@code ?unit=SCHOOL-102345}. */
  private ApiAnswer devices(Admitted who, ApiRequest request) {
    List<String> units = request.query().getOrDefault("unit", List.of());
    if (units.size() > 1 || !units.stream().allMatch(Unit::isOne)) {
      log.decided(by(who, line("-", "UNUSABLE")).with("status", new Fact.Count(422)));
      return Answers.rejected(List.of(Answers.NO_UNIT));
    }
    Optional<Unit> unit = units.stream().findFirst().map(Unit::parse);
    List<Waiting> inCharge = enrolment.devices(who, unit);
    log.decided(by(who, line("-", "LISTED")).with("items", new Fact.Count(inCharge.size())));
    return Answers.devices(inCharge, enrolment.people(who, unit));
  }

  private ApiAnswer approvals(Admitted who) {
    List<Waiting> waiting = enrolment.approvals(who);
    log.decided(by(who, line("-", "LISTED")).with("items", new Fact.Count(waiting.size())));
    return Answers.approvals(waiting);
  }

  /** A page; the query says after what: {@code ?after=}, as the page before told. */
  private ApiAnswer sealings(ApiRequest request, Admitted who, Optional<String> unit) {
    List<String> said = request.query().getOrDefault("after", List.of());
    Optional<Listed> after = said.stream().findFirst().flatMap(Listed::read);
    if (said.size() > 1 || (after.isEmpty() && !said.isEmpty())) {
      log.decided(by(who, line("-", "UNUSABLE")).with("status", new Fact.Count(422)));
      return Answers.rejected(List.of(Answers.NO_PLACE));
    }
    Agreement.Page page =
        unit.stream().allMatch(Unit::isOne)
            ? agreement.waiting(who, unit.map(Unit::parse), after)
            : new Agreement.Page(List.of(), Optional.empty());
    log.decided(by(who, line("-", "LISTED")).with("items", new Fact.Count(page.items().size())));
    return Answers.sealings(page);
  }

  /** What to say about one reader's copy. */
  private interface OnCopy {
    EnrolmentDecision decide(Admitted who, DeliveryId id, PersonId reader);
  }

  private ApiAnswer aboutCopy(ApiRequest request, Admitted who, OnCopy question) {
    String unit = request.pathParameter("unit");
    String person = request.pathParameter("person");
    String notification = request.pathParameter("notification");
    if (!Unit.isOne(unit) || !PersonId.isOne(person) || !NotificationId.isOne(notification)) {
      return decided(who, "-", new NotThere());
    }
    var id = new DeliveryId(new NotificationId(notification), Unit.parse(unit));
    var reader = new PersonId(person);
    return decided(who, RowId.copy(id, reader).toString(), question.decide(who, id, reader));
  }

  private ApiAnswer requested(Caller who, Bodies.Read<Wish> body) {
    return told(
        who,
        body,
        wish -> {
          EnrolmentDecision decision = enrolment.request(who, wish);
          String id =
              decision instanceof Requested(var device, var _) ? device.id().toString() : "-";
          return decided(who, id, decision);
        });
  }

  private <T> ApiAnswer told(Caller who, Bodies.Read<T> body, Function<T, ApiAnswer> answer) {
    return switch (body) {
      case Bodies.Read.Understood<T>(var value) -> answer.apply(value);
      case Bodies.Read.Refused<T>(var refusal) -> {
        log.decided(
            by(who, line("-", "UNUSABLE")).with("status", new Fact.Count(refusal.status())));
        yield refusal;
      }
    };
  }

  private ApiAnswer ended(ApiRequest request, Admitted who, Device.Reason reason) {
    String unit = request.pathParameter("unit");
    String person = request.pathParameter("person");
    return Unit.isOne(unit) && PersonId.isOne(person)
        ? decided(who, person, enrolment.end(who, Unit.parse(unit), new PersonId(person), reason))
        : decided(who, "-", new NotThere());
  }

  private ApiAnswer about(
      ApiRequest request, Admitted who, Function<DeviceName, EnrolmentDecision> question) {
    Optional<DeviceName> name = name(request);
    return decided(
        who,
        name.map(DeviceName::toString).orElse("-"),
        name.map(question).orElseGet(NotThere::new));
  }

  private ApiAnswer aboutOwn(
      ApiRequest request, Admitted who, Function<String, EnrolmentDecision> question) {
    Optional<String> id = Optional.of(request.pathParameter("device")).filter(DeviceName::isId);
    return decided(who, id.orElse("-"), id.map(question).orElseGet(NotThere::new));
  }

  private static Optional<DeviceName> name(ApiRequest request) {
    String unit = request.pathParameter("unit");
    String person = request.pathParameter("person");
    String device = request.pathParameter("device");
    return Unit.isOne(unit) && PersonId.isOne(person) && DeviceName.isId(device)
        ? Optional.of(new DeviceName(Unit.parse(unit), new PersonId(person), device))
        : Optional.empty();
  }

  private ApiAnswer decided(Caller who, String id, EnrolmentDecision decision) {
    log.decided(by(who, line(id, outcome(decision))));
    return Answers.to(decision);
  }

  private static String outcome(EnrolmentDecision decision) {
    return switch (decision) {
      case Requested(var _, var again) -> again ? "REQUESTED_AGAIN" : "REQUESTED";
      case Approved(var enough, var again) ->
          again ? "APPROVED_AGAIN" : enough ? "CERTIFIED" : "APPROVED_ONCE";
      case Refused(var again) -> again ? "REFUSED_AGAIN" : "REFUSED";
      case Revoked(var again) -> again ? "REVOKED_AGAIN" : "REVOKED";
      case Renewed _ -> "RENEWED";
      case PasskeyKept() -> "PASSKEY_KEPT";
      case Rejected _ -> "REJECTED";
      case NotThere() -> "NOT_THERE";
      case DecidedOtherwise() -> "DECIDED_OTHERWISE";
      case BoundOtherwise() -> "BOUND_OTHERWISE";
      case TooManyDevices() -> "TOO_MANY_DEVICES";
      case TooManyWaiting() -> "TOO_MANY_WAITING";
      case TooManyWrongCodes() -> "TOO_MANY_WRONG_CODES";
      case NotRenewable() -> "NOT_RENEWABLE";
      case Contended() -> "CONTENDED";
    };
  }

  private static Decision by(Caller who, Decision line) {
    return switch (who) {
      case Admitted admitted -> line.with("person", new Fact.Id(admitted.person().value()));
      case Newcomer newcomer -> line.with("signIn", new Fact.Id(newcomer.signIn()));
    };
  }

  private Decision line(String id, String outcome) {
    return Decision.of(time.instant(), "enrolment", id, outcome);
  }
}
