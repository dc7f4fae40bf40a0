package uk.firstbell.aws;

import static uk.firstbell.aws.Names.ACTION;
import static uk.firstbell.aws.Names.ACTOR_ID;
import static uk.firstbell.aws.Names.ACTOR_KIND;
import static uk.firstbell.aws.Names.ACTOR_ORGANISATION;
import static uk.firstbell.aws.Names.AT;
import static uk.firstbell.aws.Names.FACTS;
import static uk.firstbell.aws.Names.HAPPENING;
import static uk.firstbell.aws.Names.HASH;
import static uk.firstbell.aws.Names.PARTITION;
import static uk.firstbell.aws.Names.PREVIOUS;
import static uk.firstbell.aws.Names.SORT;
import static uk.firstbell.aws.Names.SUBJECTS;
import static uk.firstbell.aws.Names.VERSION;

import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import uk.firstbell.aws.StoredItem.UnreadableItemException;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.story.RowId;

/** Entries as items of the {@code audit} table, and back. */
final class EntryItems {
  private EntryItems() {}

  static Map<String, AttributeValue> item(AuditEntry entry) {
    String version = String.format(Locale.ROOT, "%08d", entry.version());
    return new Item()
        .text(PARTITION, entry.row().partition())
        .text(SORT, entry.row().sort() + "#" + version)
        .number(VERSION, entry.version())
        .moment(AT, entry.at())
        .name(ACTOR_KIND, entry.actor().kind())
        .text(ACTOR_ID, entry.actor().id())
        .text(ACTOR_ORGANISATION, entry.actor().organisation())
        .name(ACTION, entry.action())
        .name(HAPPENING, entry.happening())
        .texts(FACTS, entry.facts())
        .texts(SUBJECTS, entry.subjects())
        .text(PREVIOUS, entry.previous())
        .text(HASH, entry.hash())
        .attributes();
  }

  static AuditEntry entry(StoredItem item) {
    return new AuditEntry(
        row(item),
        item.number(VERSION),
        item.moment(AT),
        new Deed(
            new Actor(
                item.read(ACTOR_KIND, Actor.Kind::valueOf),
                item.text(ACTOR_ID),
                item.text(ACTOR_ORGANISATION)),
            item.read(ACTION, Action::valueOf),
            item.read(HAPPENING, Happening::valueOf),
            item.textsByName(FACTS),
            item.texts(SUBJECTS)),
        item.text(PREVIOUS),
        item.text(HASH));
  }

  /** The entry's key is its row's, followed by the version. */
  private static RowId row(StoredItem item) {
    String sort = item.text(SORT);
    int version = sort.lastIndexOf('#');
    if (version < 0) {
      throw new UnreadableItemException();
    }
    return new RowId(item.text(PARTITION), sort.substring(0, version));
  }
}
