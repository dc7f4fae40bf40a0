package uk.firstbell.local;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.firstbell.local.Belongings.Kind;
import uk.firstbell.testkit.scene.Canary;

/** I6: hunts for what a report said in everything the gateway keeps or sends. */
final class Leaks {
  private final Belongings belongings;
  private final Map<Kind, Integer> searched = new EnumMap<>(Kind.class);

  Leaks(RunningGateway gateway) {
    this.belongings = new Belongings(gateway);
  }

  /** How many of {@code kind} were searched; a hunt that saw none shows nothing about them. */
  int searched(Kind kind) {
    return searched.getOrDefault(kind, 0);
  }

  /** How many of all kinds were searched. */
  int searched() {
    return searched.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Where fields of the report turned up: the place and the field's pointer, never the value. */
  List<String> of(Canary canary) {
    var hunt = new Hunt(canary);
    belongings.show(hunt);
    return hunt.found();
  }

  /** One report's hunt, and what it found so far. */
  private final class Hunt implements Belongings.Visitor {
    private final Canary canary;
    private final List<String> found = new ArrayList<>();
    private final Set<ByteBuffer> clean = new HashSet<>();

    Hunt(Canary canary) {
      this.canary = canary;
    }

    List<String> found() {
      return List.copyOf(found);
    }

    @Override
    public boolean sees(Kind kind, String place, byte[] bytes) {
      searched.merge(kind, 1, Integer::sum);
      // Most texts stand in many places: what held nothing in one holds nothing in another.
      if (clean.contains(ByteBuffer.wrap(bytes))) {
        return false;
      }
      var fields = canary.findIn(bytes);
      if (fields.isEmpty()) {
        clean.add(ByteBuffer.wrap(bytes));
      }
      fields.forEach(field -> found.add(field + " in " + place));
      return !fields.isEmpty();
    }
  }
}
