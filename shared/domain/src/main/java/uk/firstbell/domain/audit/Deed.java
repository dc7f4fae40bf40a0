package uk.firstbell.domain.audit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is about to be done, in the words the trail will keep.
 *
 * @param facts ids, codes, counts, hashes and instants by name; nothing personal
 * @param subjects pseudonyms of the children concerned; empty where none was computed
 */
public record Deed(
    Actor actor,
    Action action,
    Happening happening,
    Map<String, String> facts,
    List<String> subjects) {
  public Deed {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    subjects = List.copyOf(subjects);
  }

  public static Deed of(Actor actor, Action action, Happening happening) {
    return new Deed(actor, action, happening, Map.of(), List.of());
  }

  /** A copy that also states {@code name}. */
  public Deed with(String name, Object fact) {
    var more = new TreeMap<>(facts);
    more.put(name, fact.toString());
    return new Deed(actor, action, happening, more, subjects);
  }

  public Deed about(List<String> pseudonyms) {
    return new Deed(actor, action, happening, facts, pseudonyms);
  }
}
