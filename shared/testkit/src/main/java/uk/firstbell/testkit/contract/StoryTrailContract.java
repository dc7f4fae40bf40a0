package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleStory.DELIVERY;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.aBareDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aClaim;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aDelivery;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;
import static uk.firstbell.testkit.fixture.SampleStory.aPayload;
import static uk.firstbell.testkit.fixture.SampleStory.anAccess;
import static uk.firstbell.testkit.fixture.SampleStory.anotherNotification;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Chain;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Trail;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.Access;
import uk.firstbell.domain.story.Change.Replace;
import uk.firstbell.domain.story.Claim;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/** What every {@link Story} says in the trail of what it wrote. */
public abstract class StoryTrailContract extends OnAStory {
  @Test
  void writes_exactly_one_entry_for_each_change() {
    Stored<Head> read = written(aHead());
    Deed deed = aBareDeed();
    story.write(
        NIGHT.plusSeconds(1),
        List.of(
            new Replace(read, read.row().waiting(List.of(), NIGHT.plusSeconds(600)), deed),
            create(aDelivery())));

    Trail trail = trail(NOTIFICATION);

    AuditEntry first = Chain.next(RowId.head(NOTIFICATION), Mark.NONE, NIGHT, aDeed());
    AuditEntry second =
        Chain.next(RowId.head(NOTIFICATION), first.mark(), NIGHT.plusSeconds(1), deed);
    AuditEntry delivery =
        Chain.next(RowId.delivery(DELIVERY), Mark.NONE, NIGHT.plusSeconds(1), aDeed());
    assertThat(trail.entries()).containsExactlyInAnyOrder(first, second, delivery);
    assertThat(trail.rows())
        .containsOnlyKeys(RowId.head(NOTIFICATION), RowId.delivery(DELIVERY))
        .containsEntry(RowId.head(NOTIFICATION), second.mark())
        .containsEntry(RowId.delivery(DELIVERY), delivery.mark());
    assertThat(Verifier.verify(trail)).isEqualTo(new Verifier.Verdict.Whole(3));
  }

  @Test
  void writes_no_entry_for_a_key_or_for_a_change_that_was_beaten() {
    story.write(NIGHT, List.of(create(aHead()), keepKey(NOTIFICATION)));
    story.write(NIGHT, List.of(create(aHead()), create(aDelivery())));

    assertThat(trail(NOTIFICATION).rows()).containsOnlyKeys(RowId.head(NOTIFICATION));
    assertThat(trail(NOTIFICATION).entries())
        .containsExactly(Chain.next(RowId.head(NOTIFICATION), Mark.NONE, NIGHT, aDeed()));
  }

  @Test
  void tells_of_the_claim_too_and_of_no_other_notification() {
    NotificationId other = anotherNotification(1);
    story.write(NIGHT, List.of(create(aHead()), create(aPayload()), create(aClaim())));
    story.write(NIGHT, List.of(create(aHead(other))));

    Claim claim = aClaim();
    assertThat(trail(NOTIFICATION).rows())
        .containsOnlyKeys(RowId.head(NOTIFICATION), RowId.payload(NOTIFICATION), claim.id());
    assertThat(trail(NOTIFICATION).entries())
        .extracting(AuditEntry::row)
        .containsExactlyInAnyOrder(
            RowId.head(NOTIFICATION), RowId.payload(NOTIFICATION), claim.id());
    assertThat(Verifier.verify(trail(NOTIFICATION))).isEqualTo(new Verifier.Verdict.Whole(3));
  }

  @Test
  void states_moments_in_the_trail_to_the_millisecond() {
    Instant finer = NIGHT.plusNanos(1_999_999);

    story.write(finer, List.of(create(aHead())));

    assertThat(trail(NOTIFICATION).entries())
        .singleElement()
        .extracting(AuditEntry::at)
        .isEqualTo(NIGHT.plusMillis(1));
    assertThat(Verifier.verify(trail(NOTIFICATION))).isEqualTo(new Verifier.Verdict.Whole(1));
  }

  @Test
  void keeps_a_trail_of_more_than_ninety_nine_entries_in_order() {
    Stored<Access> read = written(anAccess());
    for (int look = 2; look <= 101; look++) {
      story.write(NIGHT.plusSeconds(look), List.of(new Replace(read, read.row(), aDeed())));
      read = story.access(NOTIFICATION).orElseThrow();
    }

    assertThat(read.mark().version()).isEqualTo(101);
    assertThat(Verifier.verify(trail(NOTIFICATION))).isEqualTo(new Verifier.Verdict.Whole(101));
  }
}
