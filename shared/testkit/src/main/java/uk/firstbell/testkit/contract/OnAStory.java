package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.Access;
import uk.firstbell.domain.story.Change.Create;
import uk.firstbell.domain.story.Change.KeepKey;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;
import uk.firstbell.domain.story.Written.Beaten;
import uk.firstbell.domain.story.Written.Done;

/** A story without a single row before each test, and the words its contracts are written in. */
abstract class OnAStory {
  private static final byte[] WRAPPED = {9, 8, 7, -6};

  Story story;

  /** A story without a single row. */
  protected abstract Story emptyStory();

  @BeforeEach
  final void open_an_empty_story() {
    story = emptyStory();
  }

  static Create create(Row row) {
    return new Create(row, aDeed());
  }

  static KeepKey keepKey(NotificationId id) {
    return new KeepKey(id, Kept.PAYLOAD, WRAPPED);
  }

  final Stored<Head> written(Head head) {
    assertThat(story.write(NIGHT, List.of(create(head)))).isEqualTo(new Done());
    return story.head(head.notification()).orElseThrow();
  }

  final Stored<Delivery> written(Delivery delivery) {
    assertThat(story.write(NIGHT, List.of(create(delivery)))).isEqualTo(new Done());
    return story.delivery(delivery.delivery()).orElseThrow();
  }

  final Stored<Copy> written(Copy copy) {
    assertThat(story.write(NIGHT, List.of(create(copy)))).isEqualTo(new Done());
    return story.copy(copy.delivery(), copy.reader()).orElseThrow();
  }

  final Stored<Access> written(Access access) {
    assertThat(story.write(NIGHT, List.of(create(access)))).isEqualTo(new Done());
    return story.access(access.notification()).orElseThrow();
  }

  final Trail trail(NotificationId id) {
    return story.trail(id).orElseThrow();
  }

  static List<Stored<? extends Row>> standingIn(Written written) {
    assertThat(written).isInstanceOf(Beaten.class);
    return ((Beaten) written).standing();
  }

  static void isWrapped(byte[] key) {
    assertThat(key).isEqualTo(WRAPPED);
  }
}
