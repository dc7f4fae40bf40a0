package uk.firstbell.simulation;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import uk.firstbell.domain.audit.Action;
import uk.firstbell.domain.audit.Actor;
import uk.firstbell.domain.audit.Deed;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.dispatch.Alerts;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Nudges;
import uk.firstbell.domain.story.Story;
import uk.firstbell.rehearsal.Surroundings;

/**
 * Writes down every call, and lets at most one of them fail. Whoever brings a stage its work brings
 * it again as they would: a sender or reader who got no answer, a stream and a queue a few times
 * and then no more, the watch not at all, for its next sweep is the repeat.
 */
final class FaultySurroundings implements Surroundings {
  /** Enough for one fault; that a message may be given up for good is what LOST is for. */
  private static final int TRIES_MAX = 3;

  private static final Deed BYSTANDER =
      Deed.of(Actor.gateway("bystander"), Action.ALTERED, Happening.NUDGED);

  private final Surroundings behind;
  private final Optional<Fault> fault;
  private final List<Touch> touches = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private BooleanSupplier work = () -> true;
  private boolean overtaking;
  private boolean struck;

  FaultySurroundings(Surroundings behind, Optional<Fault> fault) {
    this.behind = behind;
    this.fault = fault;
  }

  /** What a caller hears of a port that does not answer. */
  private static final class OutageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private OutageException() {
      super("a port did not answer");
    }
  }

  /** Every call so far. */
  List<Touch> touches() {
    return List.copyOf(touches);
  }

  /** Stages that failed by another exception than the outage they were given. */
  List<String> broken() {
    return List.copyOf(broken);
  }

  /** Whether the call that was to fail came, if one was to. */
  boolean struckAsAsked() {
    return struck == fault.isPresent();
  }

  @Override
  public <P> P port(Class<P> port, P real) {
    P next = behind.port(port, real);
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> called(port, new Call(next, method, arguments))));
  }

  /** A call as a stage makes it. */
  private record Call(Object port, Method method, Object @Nullable [] arguments) {
    @Nullable Object make() throws Throwable {
      try {
        return method.invoke(port, arguments);
      } catch (InvocationTargetException thrown) {
        throw thrown.getCause();
      }
    }

    boolean writes() {
      return port instanceof Story && method.getName().equals("write");
    }

    /** What a writer of rows replaces, of the kinds that have more writers than one. */
    List<Change> touchedBefore() {
      if (!writes() || arguments == null) {
        return List.of();
      }
      var touched = new ArrayList<Change>();
      for (Object change : (List<?>) arguments[1]) {
        if (change instanceof Change.Replace(var was, _, _)
            && (was.row() instanceof Head
                || was.row() instanceof Delivery
                || was.row() instanceof Case
                || was.row() instanceof Copy)) {
          touched.add(new Change.Replace(was, was.row(), BYSTANDER));
        }
      }
      return touched;
    }
  }

  private @Nullable Object called(Class<?> port, Call call) throws Throwable {
    if (overtaking || call.method().getDeclaringClass() == Object.class) {
      return call.make();
    }
    var way = touched(port.getSimpleName() + "." + call.method().getName(), ways(port, call));
    if (way.isEmpty()) {
      return call.make();
    }
    return switch (way.get()) {
      case LOST -> throw new OutageException();
      case ANSWER_LOST -> {
        call.make();
        throw new OutageException();
      }
      case REPEATED -> {
        call.make();
        yield call.make();
      }
      case ROW_TOUCHED -> {
        Instant at = (Instant) requireNonNull(call.arguments())[0];
        ((Story) call.port()).write(at, call.touchedBefore());
        yield call.make();
      }
      case OVERTAKEN -> {
        overtaking = true;
        try {
          var _ = work.getAsBoolean();
        } finally {
          overtaking = false;
        }
        yield call.make();
      }
    };
  }

  /**
   * A read has no rival; whoever claims and sends has, and whoever replaces a row has two. What
   * leaves nothing behind fails in one way: whether it was lost or its answer was, its caller sees
   * the same, and made twice it is the clean run.
   */
  private static Set<Way> ways(Class<?> port, Call call) {
    if (!call.writes() && port != Alerts.class && port != Nudges.class) {
      return EnumSet.of(Way.LOST);
    }
    var ways = EnumSet.of(Way.LOST, Way.ANSWER_LOST, Way.REPEATED);
    if (port == Alerts.class || call.writes()) {
      ways.add(Way.OVERTAKEN);
    }
    if (!call.touchedBefore().isEmpty()) {
      ways.add(Way.ROW_TOUCHED);
    }
    return ways;
  }

  @Override
  public void during(Occasion occasion, BooleanSupplier act) {
    work = act;
    var way = touched("Brought." + occasion, ways(occasion));
    if (way.equals(Optional.of(Way.LOST))) {
      return;
    }
    brought(occasion, act);
    if (way.equals(Optional.of(Way.REPEATED))) {
      brought(occasion, act);
    }
  }

  /** A request that never arrives is asked again, which is the clean run. */
  private static Set<Way> ways(Occasion occasion) {
    return switch (occasion) {
      case REQUEST -> EnumSet.of(Way.REPEATED);
      case RELAY, MESSAGE, SWEEP -> EnumSet.of(Way.LOST, Way.REPEATED);
    };
  }

  private void brought(Occasion occasion, BooleanSupplier act) {
    int tries = occasion == Occasion.SWEEP ? 1 : TRIES_MAX;
    boolean done = false;
    for (int i = 0; i < tries && !done; i++) {
      try {
        done = act.getAsBoolean();
      } catch (OutageException _) {
        // Brought again, or left to the watch.
      } catch (RuntimeException bug) {
        broken.add(occasion + " broke: " + bug);
      }
    }
    if (!done && occasion == Occasion.REQUEST) {
      broken.add("a request was never answered");
    }
  }

  /** Writes a call down; how it fails, if it is the one that does. */
  private Optional<Way> touched(String what, Set<Way> ways) {
    var touch = new Touch(touches.size() + 1, what, ways);
    touches.add(touch);
    var way = fault.filter(planned -> planned.touch().equals(touch)).map(Fault::way);
    struck |= way.isPresent();
    return way;
  }
}
