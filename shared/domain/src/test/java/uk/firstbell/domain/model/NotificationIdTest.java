package uk.firstbell.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NotificationIdTest {
  private static final Instant NIGHT = Instant.parse("2026-05-01T21:40:00.123Z");

  @Test
  void is_a_version_7_uuid_that_starts_with_the_millisecond_it_was_given() {
    var id = NotificationId.at(NIGHT, new Random(1));
    var uuid = UUID.fromString(id.value());

    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(NIGHT.toEpochMilli());
  }

  @Test
  void sorts_by_when_it_was_given() {
    assertThat(NotificationId.at(NIGHT, new Random(1)))
        .isLessThan(NotificationId.at(NIGHT.plusMillis(1), new Random(2)));
  }

  @Test
  void refuses_what_is_no_version_7_uuid() {
    assertThat(NotificationId.isOne("019de5a6-e000-7000-8000-000000000001")).isTrue();
    assertThat(NotificationId.isOne("019de5a6-e000-4000-8000-000000000001")).isFalse();
    assertThatThrownBy(() -> new NotificationId("019DE5A6-E000-7000-8000-000000000001"))
        .hasMessage("a notification id is a lower-case UUID version 7");
  }
}
