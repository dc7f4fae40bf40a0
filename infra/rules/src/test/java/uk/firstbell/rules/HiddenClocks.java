package uk.firstbell.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ways of the JDK to the time of day that ask no clock one was given. A call and a method
 * reference are the same to it.
 */
final class HiddenClocks {
  /** The system's clock as a source, which a wiring hands out. */
  static final DescribedPredicate<JavaAccess<?>> SYSTEM_SOURCE =
      describe(
          "takes the system's clock",
          access ->
              of(access.getTarget(), InstantSource.class)
                  && access.getTarget().getName().equals("system"));

  static final DescribedPredicate<JavaAccess<?>> READ =
      describe(
          "reads a hidden clock",
          access ->
              SYSTEM_SOURCE.test(access)
                  || (access.getTarget() instanceof CodeUnitAccessTarget target && reads(target)));

  /** Makers of a clock from what they are given, and from nothing else. */
  private static final Set<String> GIVEN = Set.of("fixed", "offset");

  private HiddenClocks() {}

  private static boolean reads(CodeUnitAccessTarget target) {
    String name = target.getName();
    if (of(target, Clock.class)) {
      return statically(target) && !GIVEN.contains(name);
    }
    if (target.getOwner().getPackageName().startsWith("java.time")) {
      return (name.equals("now") || name.equals("dateNow")) && !takes(target, Clock.class);
    }
    if (of(target, GregorianCalendar.class) && constructs(target)) {
      // Without a year it begins at the time of day.
      return target.getRawParameterTypes().stream()
          .noneMatch(type -> type.isEquivalentTo(int.class));
    }
    return (of(target, Calendar.class) && name.equals("getInstance"))
        || (of(target, Date.class) && constructs(target) && takes(target))
        || (of(target, System.class) && name.equals("currentTimeMillis"));
  }

  private static boolean of(AccessTarget target, Class<?> owner) {
    return target.getOwner().isEquivalentTo(owner);
  }

  private static boolean takes(CodeUnitAccessTarget target, Class<?>... parameters) {
    return target.getRawParameterTypes().stream()
        .map(JavaClass::getName)
        .toList()
        .equals(Stream.of(parameters).map(Class::getName).toList());
  }

  private static boolean constructs(CodeUnitAccessTarget target) {
    return target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME);
  }

  private static boolean statically(CodeUnitAccessTarget target) {
    return target.resolveMember().orElseThrow().getModifiers().contains(JavaModifier.STATIC);
  }
}
