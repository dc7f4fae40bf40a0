package uk.firstbell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.firstbell.local.Night.Sample;
import uk.firstbell.local.Timeline.Entry;
import uk.firstbell.testkit.scene.SampleBorough;

final class TimelineTest {
  private final Sample holiday = sample("bank-holiday-friday");
  private final Sample officer = sample("home-educated");
  private final Sample morning = sample("seven-fifty-five");

  @Test
  void tells_each_scene_from_its_report_to_its_end() {
    assertThat(Timeline.of(List.of(holiday)).entries())
        .extracting(Entry::key)
        .containsExactly(
            new Timeline.Key("bank-holiday-friday", 0),
            new Timeline.Key("bank-holiday-friday", 1),
            new Timeline.Key("bank-holiday-friday", 2),
            new Timeline.Key("bank-holiday-friday", 3),
            new Timeline.Key("bank-holiday-friday", 4));
  }

  @Test
  void is_in_order_of_time_and_the_same_whatever_order_the_scenes_are_given_in() {
    var timeline = Timeline.of(List.of(officer, morning, holiday));

    assertThat(timeline.entries()).extracting(Entry::at).isSorted();
    assertThat(timeline.start()).isEqualTo(Instant.parse("2026-05-01T21:40:00Z"));
    assertThat(timeline.samples()).containsExactly(holiday, morning, officer);
    assertThat(Timeline.of(List.of(holiday, officer, morning))).isEqualTo(timeline);
  }

  private static Sample sample(String scene) {
    return Sample.read(SampleBorough.event(scene), SampleBorough.path());
  }
}
