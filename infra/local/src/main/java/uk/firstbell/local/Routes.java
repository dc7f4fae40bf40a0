package uk.firstbell.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.firstbell.cloud.template.Route;

/** Which of the template's routes a request takes. */
final class Routes {
  private final List<Route> routes;

  Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** What became of looking for a route. */
  sealed interface Match {
    /**
     * There is one.
     *
     * @param parameters what stands in the path for the route's variables, decoded
     */
    record Found(Route route, Map<String, String> parameters) implements Match {}

    /** The path exists, for other methods. */
    record OtherMethod() implements Match {}

    record Nothing() implements Match {}
  }

  /**
   * @param rawPath as sent, still encoded
   */
  Match find(String method, String rawPath) {
    List<String> path = List.of(rawPath.split("/", -1));
    List<Route> there =
        routes.stream().filter(route -> fits(List.of(route.path().split("/", -1)), path)).toList();
    return there.stream()
        .filter(route -> route.method().equals(method) || route.method().equals("ANY"))
        .findFirst()
        .<Match>map(route -> new Match.Found(route, parameters(route, path)))
        .orElseGet(() -> there.isEmpty() ? new Match.Nothing() : new Match.OtherMethod());
  }

  private static boolean fits(List<String> pattern, List<String> path) {
    if (pattern.size() != path.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      boolean fits =
          isVariable(pattern.get(i)) ? !path.get(i).isEmpty() : pattern.get(i).equals(path.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> parameters(Route route, List<String> path) {
    var parameters = new LinkedHashMap<String, String>();
    List<String> pattern = List.of(route.path().split("/", -1));
    for (int i = 0; i < path.size(); i++) {
      String part = pattern.get(i);
      if (isVariable(part)) {
        parameters.put(part.substring(1, part.length() - 1), decoded(path.get(i)));
      }
    }
    return parameters;
  }

  private static boolean isVariable(String part) {
    return part.startsWith("{") && part.endsWith("}");
  }

  /** In a path, unlike in a form, a plus sign is a plus sign. */
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
  }
}
