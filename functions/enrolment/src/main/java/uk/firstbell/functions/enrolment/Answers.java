package uk.firstbell.functions.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.firstbell.domain.directory.Guidance;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.enrolment.Agreement;
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
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.domain.story.Device;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.lambda.ApiAnswer;

/** What people are told about devices. */
final class Answers {
  static final ApiAnswer NOT_ADMITTED =
      ApiAnswer.problem(401, "unauthorized", "Sign in to see your devices.");

  /** Of a query, so it has no place in a body. */
  static final Fault NO_UNIT =
      new Fault("", "NO_UNIT", "Name one organisation as unit, as SCHOOL-102345 or CSC-999.");

  static final Fault NO_PLACE =
      new Fault(
          "", "NO_PLACE", "Say after as the page before told it in next, once or not at all.");

  /** RFC 2585, section 4.1. */
  private static final String CERTIFICATE = "application/pkix-cert";

  private static final Content NONE = new Content.Nothing();

  private Answers() {}

  static ApiAnswer to(EnrolmentDecision decision) {
    return switch (decision) {
      case Requested(var device, var again) -> ApiAnswer.json(again ? 200 : 201, own(device));
      case Renewed(var device) -> ApiAnswer.json(200, own(device));
      case Approved _, Refused _, Revoked _, PasskeyKept() -> ApiAnswer.nothing();
      case Rejected(var faults) -> rejected(faults);
      // One answer for what is not there and for what is not theirs.
      case NotThere() -> ApiAnswer.problem(404, "not-found", "There is nothing here for you.");
      case DecidedOtherwise() ->
          ApiAnswer.problem(
              409,
              "decided-otherwise",
              "It was refused, withdrawn or has lapsed; ask for another.");
      case BoundOtherwise() ->
          ApiAnswer.problem(409, "bound-otherwise", "This person signs in another way.");
      case TooManyDevices() ->
          ApiAnswer.problem(
              409, "too-many-devices", "This person has as many devices as they may.");
      case TooManyWaiting() ->
          ApiAnswer.problem(
              409, "too-many-waiting", "As many requests wait as may; have one decided first.");
      case TooManyWrongCodes() ->
          ApiAnswer.problem(
              409,
              "too-many-wrong-codes",
              "Wrong check codes were said as often as may be: it is refused. Ask for another.");
      case NotRenewable() ->
          ApiAnswer.problem(
              409, "not-renewable", "Only an active device is renewed, near its end.");
      case Contended() ->
          ApiAnswer.problem(503, "contended", "Others are changing this device; try again.")
              .with("Retry-After", "1");
    };
  }

  static ApiAnswer rejected(List<Fault> faults) {
    return ApiAnswer.faults(422, "rejected", "The request cannot be taken as it is.", faults);
  }

  static ApiAnswer authority(byte[] certificate) {
    return ApiAnswer.of(200, CERTIFICATE, certificate);
  }

  static ApiAnswer standing(Standing standing) {
    return ApiAnswer.json(
        200,
        new Content.Group(
            Map.of(
                "person", standing.person().<Content>map(Answers::person).orElse(NONE),
                "organisation",
                    new Content.Group(
                        Map.of(
                            "unit",
                            text(standing.organisation()),
                            "name",
                            new Content.Text(
                                standing
                                    .organisationName()
                                    .orElseGet(standing.organisation()::toString)))),
                "candidates", items(standing.candidates().stream().map(Answers::person).toList()),
                "guidance", standing.guidance().<Content>map(Answers::guidance).orElse(NONE),
                "devices", items(standing.devices().stream().map(Answers::own).toList()))));
  }

  private static Content.Group guidance(Guidance guidance) {
    return new Content.Group(
        Map.of(
            "helpLine", new Content.Text(guidance.helpLine()),
            "hours", new Content.Text(guidance.hours()),
            "text",
                new Content.Group(
                    Map.of(
                        "en", new Content.Text(guidance.english()),
                        "cy", new Content.Text(guidance.welsh())))));
  }

  static ApiAnswer approvals(List<Waiting> waiting) {
    return listed(waiting.stream().map(Answers::waiting).toList());
  }

  static ApiAnswer devices(List<Waiting> inCharge, List<Person> people) {
    return ApiAnswer.json(
        200,
        new Content.Group(
            Map.of(
                "items", items(inCharge.stream().map(Answers::inCharge).toList()),
                "people",
                    items(
                        people.stream()
                            .map(one -> person(one).with("unit", text(one.organisation())))
                            .toList()))));
  }

  static ApiAnswer sealings(Agreement.Page page) {
    var items =
        new Content.Group(
            Map.of("items", items(page.items().stream().map(Answers::sealing).toList())));
    return ApiAnswer.json(
        200, page.next().map(last -> items.with("next", text(last))).orElse(items));
  }

  private static Content.Group sealing(Agreement.Asked asked) {
    return new Content.Group(
        Map.of(
            "notification", text(asked.delivery().notification()),
            "unit", text(asked.delivery().unit()),
            "person", person(asked.reader()),
            "askedAt", new Content.Text(asked.at().toString())));
  }

  private static ApiAnswer listed(List<? extends Content> listed) {
    return ApiAnswer.json(200, new Content.Group(Map.of("items", items(listed))));
  }

  private static Content.Group person(Person person) {
    return new Content.Group(
        Map.of(
            "id", text(person.id()),
            "name", new Content.Text(person.name()),
            "roles",
                items(
                    person.roles().stream()
                        .map(Enum::name)
                        .sorted()
                        .map(Content.Text::new)
                        .toList())));
  }

  private static Content.Group waiting(Waiting waiting) {
    Device device = waiting.device();
    return new Content.Group(
        Map.of(
            "unit", text(device.organisation()),
            "person", person(waiting.owner()),
            "device", new Content.Text(device.device()),
            "requestedAt", new Content.Text(device.requestedAt().toString()),
            "newSignIn", new Content.Truth(waiting.newSignIn()),
            "approvals", new Content.Whole(device.approvals().size()),
            "needed", new Content.Whole(waiting.needed())));
  }

  private static Content.Group inCharge(Waiting one) {
    return waiting(one)
        .with("state", new Content.Text(one.device().state().name()))
        .with("notAfter", end(one.device()));
  }

  /** A device as its owner sees it, with what only they can open. */
  private static Content.Group own(Device device) {
    var parts = new HashMap<String, Content>();
    parts.put("unit", text(device.organisation()));
    parts.put("person", text(device.person()));
    parts.put("device", new Content.Text(device.device()));
    parts.put("state", new Content.Text(device.state().name()));
    parts.put("requestedAt", new Content.Text(device.requestedAt().toString()));
    parts.put(
        "certificates",
        items(device.certificates().stream().map(held -> base64(held.certificate())).toList()));
    parts.put("notAfter", end(device));
    parts.put(
        "checkCode",
        device.check().map(Device.Check::code).<Content>map(Content.Text::new).orElse(NONE));
    parts.put("passkey", wrapped(device.wrapped().passkey()));
    parts.put("recovery", wrapped(device.wrapped().recovery()));
    return new Content.Group(parts);
  }

  private static Content end(Device device) {
    return device.notAfter().<Content>map(at -> new Content.Text(at.toString())).orElse(NONE);
  }

  private static Content wrapped(Optional<String> json) {
    return json.map(text -> text.getBytes(UTF_8)).map(Answers::read).orElse(NONE);
  }

  private static Content read(byte[] json) {
    return switch (ContentJson.read(json, json.length)) {
      case ContentJson.Reading.Understood(var content) -> content;
      case ContentJson.Reading.Refused _ ->
          throw new IllegalStateException("what was kept is JSON");
    };
  }

  private static Content base64(byte[] der) {
    return new Content.Text(Base64.getEncoder().encodeToString(der));
  }

  /** A value of ours that is written as it prints: an id, a unit. */
  private static Content text(Record id) {
    return new Content.Text(id.toString());
  }

  private static Content.Items items(List<? extends Content> items) {
    return new Content.Items(List.copyOf(items));
  }
}
