package uk.firstbell.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Stored;

final class RehearsalTest {
  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");

  @Test
  void plays_a_scene_until_its_readers_can_fetch_and_open_their_copies() {
    NotificationId id = gateway.available();

    List<Stored<Copy>> copies = gateway.story().copies(gateway.delivery(id));
    assertThat(copies).hasSize(3);
    for (Stored<Copy> copy : copies) {
      var content = gateway.opened(copy.row().sealed(), copy.row().reader().value());
      assertThat(content.group("notice"))
          .contains(gateway.outcome().deliveries().getFirst().notice());
    }
    assertThat(gateway.alerts().taken()).isEmpty();
  }

  @Test
  void fills_exactly_the_gaps_an_event_has() {
    assertThat(Events.read(RehearsalTest.class, "gap.json", Map.of("name", "say \"hi\"")))
        .hasContent("{ \"name\": \"say \\\"hi\\\"\" }");
    assertThatIllegalStateException()
        .isThrownBy(() -> Events.read(RehearsalTest.class, "gap.json", Map.of()));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Events.read(RehearsalTest.class, "gap.json", Map.of("name", "a", "other", "b")));
  }
}
