package uk.firstbell.aws;

import static uk.firstbell.aws.Names.AT;
import static uk.firstbell.aws.Names.BODY_DIGEST;
import static uk.firstbell.aws.Names.NAME;
import static uk.firstbell.aws.Names.PLAN;
import static uk.firstbell.aws.Names.SEALED;
import static uk.firstbell.aws.Names.STATE;
import static uk.firstbell.aws.Names.TASKS;

import java.util.Optional;
import java.util.function.Function;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseAnswer;
import uk.firstbell.domain.story.CaseBreach;
import uk.firstbell.domain.story.CasePlan;
import uk.firstbell.domain.story.CaseRung;
import uk.firstbell.domain.story.Contact;
import uk.firstbell.domain.story.Conversation;
import uk.firstbell.domain.story.Stamp;
import uk.firstbell.domain.story.Stored;

/** The clock of a case, and the answer to it, as items of the {@code story} table, and back. */
final class CaseItems {
  private static final String BY_ROLE = "byRole";

  private CaseItems() {}

  static void write(Case casefile, Item item) {
    item.group(PLAN, item(casefile.plan()))
        .number("taken", casefile.taken())
        .groups(TASKS, casefile.tasks(), RowItems::item)
        .groups("conversations", casefile.conversations(), CaseItems::item)
        .name(STATE, casefile.state());
    casefile.acknowledged().ifPresent(stamp -> item.group("acknowledged", item(stamp)));
    casefile.answered().ifPresent(stamp -> item.group("answered", item(stamp)));
    casefile.contact().ifPresent(contact -> item.group("contact", item(contact)));
    casefile.breach().ifPresent(breach -> item.group("breach", item(breach)));
    RowItems.due(casefile.id(), casefile.dueAt(), item);
  }

  static Stored<Case> casefile(StoredItem item) {
    return new Stored<>(
        new Case(
            RowItems.notification(item),
            plan(item.group(PLAN)),
            Math.toIntExact(item.number("taken")),
            item.groups(TASKS).stream().map(RowItems::task).toList(),
            ifAny(item, "acknowledged", CaseItems::stamp),
            item.groups("conversations").stream().map(CaseItems::conversation).toList(),
            ifAny(item, "answered", CaseItems::stamp),
            ifAny(item, "contact", CaseItems::contact),
            ifAny(item, "breach", CaseItems::breach),
            item.read(STATE, Case.State::valueOf),
            RowItems.dueAt(item)),
        RowItems.mark(item));
  }

  static void write(CaseAnswer answer, Item item) {
    item.text(NAME, answer.name())
        .text(BODY_DIGEST, answer.bodyDigest())
        .moment(AT, answer.at())
        .name(BY_ROLE, answer.byRole())
        .bytes(SEALED, answer.sealed());
  }

  static Stored<CaseAnswer> answer(StoredItem item) {
    return new Stored<>(
        new CaseAnswer(
            RowItems.notification(item),
            item.text(NAME),
            item.text(BODY_DIGEST),
            item.moment(AT),
            item.read(BY_ROLE, Role::valueOf),
            item.bytes(SEALED)),
        RowItems.mark(item));
  }

  static Item item(CasePlan plan) {
    Item item =
        new Item()
            .text("lead", plan.lead())
            .text("force", plan.force())
            .moment("identifiedAt", plan.identifiedAt())
            .moment("startedAt", plan.startedAt())
            .moment("contactDueAt", plan.contactDueAt())
            .moment("confirmBy", plan.confirmBy())
            .groups(
                "rungs",
                plan.rungs(),
                rung -> new Item().name("kind", rung.kind()).moment(AT, rung.at()));
    plan.breach().ifPresent(breach -> item.group("breach", item(breach)));
    return item;
  }

  static CasePlan plan(StoredItem item) {
    return new CasePlan(
        item.read("lead", Unit::parse),
        item.read("force", Unit::parse),
        item.moment("identifiedAt"),
        item.moment("startedAt"),
        item.moment("contactDueAt"),
        item.moment("confirmBy"),
        item.groups("rungs").stream()
            .map(rung -> new CaseRung(rung.read("kind", CaseRung.Kind::valueOf), rung.moment(AT)))
            .toList(),
        ifAny(item, "breach", CaseItems::breach));
  }

  private static Item item(Stamp stamp) {
    return new Item().text("by", stamp.by()).moment(AT, stamp.at());
  }

  private static Stamp stamp(StoredItem item) {
    return new Stamp(item.read("by", PersonId::new), item.moment(AT));
  }

  private static Item item(Conversation held) {
    return new Item()
        .text(NAME, held.name())
        .moment("heldAt", held.heldAt())
        .text("police", held.police())
        .text("socialCare", held.socialCare())
        .moment("recordedAt", held.recordedAt())
        .moment("confirmedAt", held.confirmedAt());
  }

  private static Conversation conversation(StoredItem item) {
    return new Conversation(
        item.text(NAME),
        item.moment("heldAt"),
        item.read("police", PersonId::new),
        item.read("socialCare", PersonId::new),
        item.moment("recordedAt"),
        item.momentIfAny("confirmedAt"));
  }

  private static Item item(Contact contact) {
    return new Item()
        .name("how", contact.how())
        .moment(AT, contact.at())
        .moment("knownAt", contact.knownAt());
  }

  private static Contact contact(StoredItem item) {
    return new Contact(
        item.read("how", Contact.How::valueOf), item.moment(AT), item.moment("knownAt"));
  }

  private static Item item(CaseBreach breach) {
    return new Item()
        .name("cause", breach.cause())
        .moment("asOf", breach.asOf())
        .moment("recordedAt", breach.recordedAt());
  }

  private static CaseBreach breach(StoredItem item) {
    return new CaseBreach(
        item.read("cause", CaseBreach.Cause::valueOf),
        item.moment("asOf"),
        item.moment("recordedAt"));
  }

  private static <T> Optional<T> ifAny(
      StoredItem item, String name, Function<StoredItem, T> reading) {
    return item.has(name) ? Optional.of(reading.apply(item.group(name))) : Optional.empty();
  }
}
