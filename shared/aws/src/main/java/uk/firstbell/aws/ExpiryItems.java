package uk.firstbell.aws;

import static uk.firstbell.aws.Names.NEXT;
import static uk.firstbell.aws.Names.PERSON;
import static uk.firstbell.aws.Names.PROGRESS;
import static uk.firstbell.aws.Names.STATE;
import static uk.firstbell.aws.Names.TASKS;
import static uk.firstbell.aws.Names.UNIT;

import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;
import uk.firstbell.domain.story.Expiry;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Warning;

/** When devices end, and who was warned of it, as items, and back. */
final class ExpiryItems {
  private static final String DEVICE = "device";
  private static final String END = "end";
  private static final String STEPS = "steps";
  private static final String TAKEN = "taken";
  private static final String DAYS = "days";
  private static final String OVER = "OVER";
  private static final String ENDING = "ENDING";

  private ExpiryItems() {}

  static void write(Expiry expiry, Item item) {
    item.text(UNIT, expiry.organisation())
        .text(PERSON, expiry.person())
        .text(DEVICE, expiry.device())
        .moment(END, expiry.end())
        .groups(STEPS, expiry.steps(), ExpiryItems::item)
        .number(TAKEN, expiry.taken())
        .groups(TASKS, expiry.tasks(), RowItems::item)
        .text(STATE, expiry.over() ? OVER : ENDING)
        .name(NEXT, expiry.next());
    RowItems.due(expiry.id(), expiry.dueAt(), item);
  }

  static Stored<Expiry> expiry(StoredItem item) {
    return new Stored<>(
        new Expiry(
            item.read(UNIT, Unit::parse),
            item.read(PERSON, PersonId::new),
            item.text(DEVICE),
            item.moment(END),
            item.groups(STEPS).stream().map(ExpiryItems::step).toList(),
            Math.toIntExact(item.number(TAKEN)),
            item.groups(TASKS).stream().map(RowItems::task).toList(),
            item.text(STATE).equals(OVER),
            item.readIfAny(NEXT, Stage::valueOf),
            RowItems.dueAt(item)),
        RowItems.mark(item));
  }

  static void write(Warning warning, Item item) {
    item.moment(END, warning.end())
        .number(DAYS, warning.days())
        .text(PERSON, warning.to())
        .group(PROGRESS, RowItems.item(warning.progress()));
  }

  static Stored<Warning> warning(StoredItem item) {
    RowId expiry =
        RowId.expiry(RowItems.id(item).partition())
            .orElseThrow(StoredItem.UnreadableItemException::new);
    return new Stored<>(
        new Warning(
            expiry,
            item.moment(END),
            Math.toIntExact(item.number(DAYS)),
            item.read(PERSON, PersonId::new),
            RowItems.progress(item.group(PROGRESS))),
        RowItems.mark(item));
  }

  private static Item item(Expiry.Step step) {
    return new Item()
        .number(DAYS, step.days())
        .moment(Names.AT, step.at())
        .truth("others", step.others());
  }

  private static Expiry.Step step(StoredItem item) {
    return new Expiry.Step(
        Math.toIntExact(item.number(DAYS)), item.moment(Names.AT), item.truth("others"));
  }
}
