package uk.firstbell.domain.receipt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.receipt.OwnCopies.Mine;
import uk.firstbell.domain.story.Answer;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/**
 * What a reader was told before of the children of one notification (F53). It is put together from
 * that reader's own copies and nothing else: whoever was left out of a delivery, as a party to it
 * above all, has none of it, and so cannot learn from a list that it was ever sent (V-DA-11).
 *
 * <p>A child is known again by the pseudonym of its name and date of birth, as police gave them.
 */
final class Chronology {
  private final Story story;
  private final OwnCopies copies;

  Chronology(Story story, OwnCopies copies) {
    this.story = story;
    this.copies = copies;
  }

  /**
   * A page of what came earlier.
   *
   * @param children for each child of the copy, in the order in which they stand in it, newest
   *     first
   * @param more until when to look next, if there may be more
   */
  record Page(List<List<Earlier>> children, Optional<Instant> more) {}

  /**
   * What came earlier among {@link Story#INBOX_MAX} that this reader can fetch: those that came
   * with the copy or before it, and no later than {@code until}. What came at that very moment is
   * told again.
   */
  Page before(Mine mine, Admitted who, Instant until, Instant now) {
    DeliveryId id = mine.delivery().row().delivery();
    Head head = head(id).orElseThrow(() -> new IllegalStateException("a delivery has a head"));
    Instant came = mine.copy().row().availableAt();
    Instant from = until.isBefore(came) ? until : came;
    List<DeliveryId> looked = story.inbox(who.person(), from);
    List<Told> earlier =
        looked.stream()
            .filter(other -> other.unit().equals(id.unit()))
            .flatMap(other ->
                head(other).filter(its -> comparable(head, its)).stream()
                    .flatMap(its -> told(its, other, who, now)))
            .toList();
    return new Page(
        subjects(head, mine.delivery().row())
            .map(child ->
                earlier.stream().filter(told -> told.concerns(child)).map(Told::earlier).toList())
            .toList(),
        looked.size() < Story.INBOX_MAX ? Optional.empty() : oldest(looked, who, from));
  }

  /** When the last of a full page came; nothing if all of it came at one moment. */
  private Optional<Instant> oldest(List<DeliveryId> page, Admitted who, Instant from) {
    return story
        .copy(page.getLast(), who.person())
        .map(copy -> copy.row().availableAt())
        .filter(came -> came.isBefore(from));
  }

  /** What this reader was told, with the pseudonyms of the children it was about. */
  private record Told(Earlier earlier, List<String> children) {
    boolean concerns(String child) {
      return !child.equals(Head.NAMELESS) && children.contains(child);
    }
  }

  /**
   * A revision of the same matter is not an earlier one, and a drill is part of no child's life.
   */
  private static boolean comparable(Head head, Head other) {
    return !head.sameMatterAs(other) && head.drill() == other.drill();
  }

  private Stream<Told> told(Head head, DeliveryId id, Admitted who, Instant now) {
    return copies.find(who, id, now).filter(Mine::stillReadable).stream()
        .map(mine -> {
          Copy copy = mine.copy().row();
          Delivery delivery = mine.delivery().row();
          return new Told(
              new Earlier(
                  id,
                  copy.availableAt(),
                  head.messageType(),
                  copy.state(),
                  delivery.answer().map(Answer::outcome)),
              subjects(head, delivery).toList());
        });
  }

  private Optional<Head> head(DeliveryId id) {
    return story.head(id.notification()).map(Stored::row);
  }

  /** The children that the delivery is about: of those of its notification, one school's. */
  private static Stream<String> subjects(Head head, Delivery delivery) {
    return delivery.plan().children().stream().map(head.subjects()::get);
  }
}
