package uk.firstbell.domain.story;

import java.util.List;
import java.util.stream.Collectors;
import uk.firstbell.domain.audit.Deed;

/** How the trail states what people were asked to do. */
public final class Tasks {
  private Tasks() {}

  /** The deed, stating what was asked of whom; as it is if nothing was. */
  public static Deed stated(Deed deed, List<Task> asked) {
    return asked.isEmpty()
        ? deed
        : deed.with(
            "tasks",
            asked.stream()
                .map(task -> task.kind() + " " + task.assignee())
                .collect(Collectors.joining(", ")));
  }
}
