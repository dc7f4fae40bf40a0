package uk.firstbell.wire.lambda;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.admission.Caller;
import uk.firstbell.domain.admission.Newcomer;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.model.Unit;

/**
 * An admitted person, or a newcomer, as the authorizer hands them to the function behind it: flat
 * texts.
 */
final class AdmissionContext {
  private static final String PERSON = "personId";
  private static final String ORGANISATION = "organisation";
  private static final String ROLES = "roles";
  private static final String SCOPE = "scope";
  private static final String SIGN_IN = "signIn";

  private AdmissionContext() {}

  /** A newcomer has no {@code personId}: whoever asks for a person finds nobody. */
  static Map<String, String> of(Newcomer newcomer) {
    return Map.of(SIGN_IN, newcomer.signIn(), ORGANISATION, newcomer.organisation().toString());
  }

  static Map<String, String> of(Admitted admitted) {
    return Map.of(
        PERSON, admitted.person().value(),
        ORGANISATION, admitted.organisation().toString(),
        ROLES, admitted.roles().stream().map(Role::name).sorted().collect(joining(",")),
        SCOPE, admitted.scope().toString());
  }

  /** The person or the newcomer; empty if no authorizer let anybody in. */
  static Optional<Caller> caller(Map<String, String> context) {
    return context.containsKey(SIGN_IN)
        ? Optional.of(
            new Newcomer(value(context, SIGN_IN), Unit.parse(value(context, ORGANISATION))))
        : read(context).map(Function.identity());
  }

  /** Empty if no authorizer named a person; a person named in part is a bug of ours. */
  static Optional<Admitted> read(Map<String, String> context) {
    if (!context.containsKey(PERSON)) {
      return Optional.empty();
    }
    Set<Role> roles =
        Stream.of(value(context, ROLES).split(",")).map(Role::valueOf).collect(Collectors.toSet());
    return Optional.of(
        new Admitted(
            new PersonId(value(context, PERSON)),
            Unit.parse(value(context, ORGANISATION)),
            roles,
            Unit.parse(value(context, SCOPE))));
  }

  private static String value(Map<String, String> context, String name) {
    String value = context.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the authorizer's context is incomplete");
    }
    return value;
  }
}
