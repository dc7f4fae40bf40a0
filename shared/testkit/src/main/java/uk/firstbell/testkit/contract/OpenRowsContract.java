package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.DSL;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.aCase;
import static uk.firstbell.testkit.fixture.SampleStory.aClaim;
import static uk.firstbell.testkit.fixture.SampleStory.aCopy;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.aPayload;
import static uk.firstbell.testkit.fixture.SampleStory.aShareLog;
import static uk.firstbell.testkit.fixture.SampleStory.aWarning;
import static uk.firstbell.testkit.fixture.SampleStory.anAccess;
import static uk.firstbell.testkit.fixture.SampleStory.anAlert;
import static uk.firstbell.testkit.fixture.SampleStory.anAnswer;
import static uk.firstbell.testkit.fixture.SampleStory.anExpiry;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Change.Create;
import uk.firstbell.domain.story.Change.Replace;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.OpenRow;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Segment;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Watched;
import uk.firstbell.domain.story.Written.Done;
import uk.firstbell.testkit.fixture.SampleStory;

/** What every {@link Story} shows to whoever reads all of its open rows. */
public abstract class OpenRowsContract {
  private static final Segment WHOLE = new Segment(0, 1);

  private Story story;

  /** A story without a single row. */
  protected abstract Story emptyStory();

  @BeforeEach
  void open_an_empty_story() {
    story = emptyStory();
  }

  @Test
  void shows_every_kind_that_is_watched_as_it_stands_and_no_other_kind_of_row() {
    write(
        aHead(),
        aDelivery(),
        aCase(),
        aClaim(),
        aPayload(),
        aCopy(),
        anAlert(),
        anExpiry(),
        aWarning(),
        anAccess(),
        aShareLog(),
        anAnswer());

    assertThat(open(WHOLE))
        .containsExactlyInAnyOrder(
            story.head(NOTIFICATION).orElseThrow(),
            story.delivery(DELIVERY).orElseThrow(),
            story.casefile(NOTIFICATION).orElseThrow(),
            story.expiry(anExpiry().id()).orElseThrow());
    // Another kind that somebody has to come back to would have to be shown, and written above.
    assertThat(open(WHOLE)).hasSameSizeAs(Watched.class.getPermittedSubclasses());
  }

  @Test
  void shows_a_row_whatever_its_due_time_until_it_is_final() {
    write(aHead(), aDelivery());
    Stored<Head> head = story.head(NOTIFICATION).orElseThrow();
    Stored<Delivery> delivery = story.delivery(DELIVERY).orElseThrow();
    replace(head, head.row().lookedAt(NIGHT.plusSeconds(100_000_000)));
    replace(delivery, delivery.row().opened(DSL, NIGHT, NIGHT.minusSeconds(100_000_000)));
    assertThat(open(WHOLE)).hasSize(2);

    Stored<Head> later = story.head(NOTIFICATION).orElseThrow();
    replace(later, later.row().routed());
    assertThat(rows(WHOLE)).containsExactly(RowId.delivery(DELIVERY));

    Stored<Delivery> opened = story.delivery(DELIVERY).orElseThrow();
    replace(opened, opened.row().acknowledged(DSL, ReaderOutcome.SUPPORT_IN_PLACE));
    assertThat(rows(WHOLE)).isEmpty();
  }

  @Test
  void shows_every_row_in_exactly_one_segment() {
    for (int number = 0; number < 40; number += 20) {
      write(
          IntStream.range(number, number + 20)
              .mapToObj(SampleStory::anotherNotification)
              .<Row>flatMap(
                  id -> Stream.of(aHead(id), aDelivery(new DeliveryId(id, SampleStory.SCHOOL))))
              .toArray(Row[]::new));
    }

    var parts = Segment.all(4).map(this::rows).toList();

    assertThat(parts).hasSize(4).noneMatch(List::isEmpty);
    assertThat(parts.stream().flatMap(List::stream)).hasSize(80).doesNotHaveDuplicates();
    assertThat(rows(WHOLE)).hasSize(80);
  }

  @Test
  void shows_what_was_written_a_moment_ago() {
    for (int number = 0; number < 20; number++) {
      var id = anotherNotification(number);
      write(aHead(id));

      assertThat(rows(WHOLE)).hasSize(number + 1).contains(RowId.head(id));
    }
  }

  @Test
  void lets_rows_be_written_while_it_is_read() {
    write(aHead(), aDelivery());

    story
        .open(WHOLE)
        .map(OpenRowsContract::standing)
        .forEach(found -> replace(found, found.row().lookedAt(NIGHT.plusSeconds(900))));

    assertThat(open(WHOLE))
        .extracting(found -> found.row().dueAt())
        .containsOnly(Optional.of(NIGHT.plusSeconds(900)));
  }

  @Test
  void has_no_segment_beyond_the_last_or_before_the_first() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Segment(4, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new Segment(-1, 4));

    assertThat(Segment.all(4))
        .containsExactly(
            new Segment(0, 4), new Segment(1, 4), new Segment(2, 4), new Segment(3, 4));
  }

  private void write(Row... rows) {
    var changes = new ArrayList<Change>();
    for (Row row : rows) {
      changes.add(new Create(row, aDeed()));
    }
    assertThat(story.write(NIGHT, changes)).isEqualTo(new Done());
  }

  private void replace(Stored<? extends Row> was, Row row) {
    assertThat(story.write(NIGHT, List.of(new Replace(was, row, aDeed())))).isEqualTo(new Done());
  }

  private List<RowId> rows(Segment segment) {
    return open(segment).stream().map(found -> found.row().id()).toList();
  }

  private List<Stored<? extends Watched>> open(Segment segment) {
    return story.open(segment).<Stored<? extends Watched>>map(OpenRowsContract::standing).toList();
  }

  private static Stored<? extends Watched> standing(OpenRow row) {
    return switch (row) {
      case OpenRow.Standing(var stored) -> stored;
      case OpenRow.Unreadable(_, var why) -> throw why;
    };
  }
}
