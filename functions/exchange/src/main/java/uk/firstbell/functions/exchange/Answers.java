package uk.firstbell.functions.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import uk.firstbell.domain.exchange.Heard;
import uk.firstbell.domain.intake.ReportReader.Reading;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseRung;
import uk.firstbell.domain.story.Conversation;
import uk.firstbell.wire.lambda.ApiAnswer;

/** What police and social care are told. */
final class Answers {
  static final ApiAnswer NOT_ADMITTED =
      ApiAnswer.problem(401, "unauthorized", "Sign in to see your cases.");

  /** Which check failed is for our own log: a stranger learns nothing to try next. */
  static final ApiAnswer UNPROVED =
      ApiAnswer.problem(401, "unauthorized", "The sender is not proved.");

  private static final String REJECTED = "The request cannot be taken as it is.";

  private Answers() {}

  static ApiAnswer to(ExchangeDecision decision) {
    return switch (decision) {
      case Recorded _, Acknowledged _, Answered _, Confirmed _ -> ApiAnswer.nothing();
      case Standing(var casefile, var names) -> ApiAnswer.json(200, content(casefile, names));
      case Told(var heard) -> ApiAnswer.json(200, content(heard));
      case Rejected(var faults) -> ApiAnswer.faults(422, "rejected", REJECTED, faults);
      // One answer for what is not there and for what is not theirs.
      case NotThere() -> ApiAnswer.problem(404, "not-found", "There is nothing here for you.");
      case NoDevice() ->
          ApiAnswer.problem(403, "no-device", "Have a device approved, then take up this case.");
      case NotOpenedYet() ->
          ApiAnswer.problem(409, "not-opened-yet", "Open the item before you answer for it.");
      case NotTheLead() ->
          ApiAnswer.problem(
              409, "not-the-lead", "Another authority's social care answers this case.");
      case TakenOtherwise() ->
          ApiAnswer.problem(
              409, "taken-otherwise", "Another one is on record; what is on record stands.");
      case Contended() ->
          ApiAnswer.problem(503, "contended", "Others are changing this case; try again.")
              .with("Retry-After", "1");
    };
  }

  /** What is wrong with a body that could not be used. */
  static ApiAnswer refusal(Reading reading) {
    return switch (reading) {
      case Reading.Unreadable(var fault) ->
          ApiAnswer.faults(400, "unreadable", "The request cannot be read.", List.of(fault));
      case Reading.Misshapen(var faults) -> ApiAnswer.faults(422, "rejected", REJECTED, faults);
      case Reading.WellFormed _ -> throw new IllegalArgumentException("nothing is wrong with it");
    };
  }

  private static Content.Group content(Case casefile, Map<PersonId, String> names) {
    var parts = new HashMap<String, Content>();
    parts.put("state", new Content.Text(casefile.state().name()));
    parts.put("startedAt", new Content.Text(casefile.plan().startedAt().toString()));
    parts.put("contactDueAt", new Content.Text(casefile.plan().contactDueAt().toString()));
    parts.put("identifiedAt", new Content.Text(casefile.plan().identifiedAt().toString()));
    parts.put("confirmBy", new Content.Text(casefile.plan().confirmBy().toString()));
    parts.put(
        "rungs",
        new Content.Items(casefile.plan().rungs().stream().map(Answers::content).toList()));
    parts.put(
        "conversations",
        new Content.Items(
            casefile.conversations().stream().map(held -> content(held, names)).toList()));
    casefile
        .acknowledged()
        .ifPresent(stamp -> parts.put("acknowledgedAt", new Content.Text(stamp.at().toString())));
    casefile
        .answered()
        .ifPresent(stamp -> parts.put("answeredAt", new Content.Text(stamp.at().toString())));
    casefile
        .contact()
        .ifPresent(contact ->
            parts.put(
                "contact",
                group(
                    Map.of(
                        "how", contact.how().name(),
                        "at", contact.at().toString(),
                        "knownAt", contact.knownAt().toString()))));
    casefile
        .breach()
        .ifPresent(breach ->
            parts.put(
                "breach",
                group(
                    Map.of(
                        "cause", breach.cause().name(),
                        "asOf", breach.asOf().toString(),
                        "recordedAt", breach.recordedAt().toString()))));
    return new Content.Group(parts);
  }

  private static Content.Group content(List<Heard> heard) {
    return new Content.Group(
        Map.of("units", new Content.Items(heard.stream().map(Answers::content).toList())));
  }

  private static Content content(Heard heard) {
    var parts =
        new HashMap<>(Map.of("unit", heard.unit().toString(), "state", heard.state().name()));
    heard.openedAt().ifPresent(at -> parts.put("openedAt", at.toString()));
    heard.outcome().ifPresent(outcome -> parts.put("outcome", outcome.name()));
    return group(parts);
  }

  private static Content content(CaseRung rung) {
    return group(Map.of("kind", rung.kind().name(), "at", rung.at().toString()));
  }

  private static Content content(Conversation held, Map<PersonId, String> names) {
    var parts =
        new HashMap<>(
            Map.of(
                "name", held.name(),
                "heldAt", held.heldAt().toString(),
                "police", held.police().value(),
                "socialCare", held.socialCare().value(),
                "recordedAt", held.recordedAt().toString()));
    Optional.ofNullable(names.get(held.police())).ifPresent(name -> parts.put("policeName", name));
    Optional.ofNullable(names.get(held.socialCare()))
        .ifPresent(name -> parts.put("socialCareName", name));
    held.confirmedAt().ifPresent(at -> parts.put("confirmedAt", at.toString()));
    return group(parts);
  }

  private static Content.Group group(Map<String, String> texts) {
    var parts = new HashMap<String, Content>();
    texts.forEach((name, text) -> parts.put(name, new Content.Text(text)));
    return new Content.Group(parts);
  }
}
