package uk.firstbell.cloud;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Readable names for resources. */
final class LogicalIds {
  /** What CDK calls a construct's one true resource; it says nothing. */
  private static final Set<String> SILENT = Set.of("Resource", "Default");

  private LogicalIds() {}

  /**
   * The name of the resource at {@code path}: its parts in camel case, without the stack's own.
   *
   * @param path as {@code Firstbell/IntakeRole/DefaultPolicy/Resource}, which becomes {@code
   *     IntakeRoleDefaultPolicy}
   */
  static String of(String path) {
    return Stream.of(path.split("/", -1))
        .skip(1)
        .filter(part -> !SILENT.contains(part))
        .flatMap(part -> Stream.of(part.split("[^A-Za-z0-9]+", -1)))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
