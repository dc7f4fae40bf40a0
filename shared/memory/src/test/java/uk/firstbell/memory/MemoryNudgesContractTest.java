package uk.firstbell.memory;

import java.util.List;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Stage;
import uk.firstbell.testkit.contract.NudgesContract;

final class MemoryNudgesContractTest extends NudgesContract {
  private final MemoryNudges nudges = new MemoryNudges();

  @Override
  protected Nudges nudgesToEmptyQueues() {
    return nudges;
  }

  @Override
  protected List<RowId> takeAll(Stage stage) {
    return nudges.drain(stage);
  }
}
