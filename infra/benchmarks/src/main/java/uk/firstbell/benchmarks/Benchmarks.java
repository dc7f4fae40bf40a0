package uk.firstbell.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the benchmarks that are named, or all of them, and prints what they found. */
public final class Benchmarks {
  private static final int MISUSED = 2;

  private Benchmarks() {}

  private enum Benchmark {
    INTAKE {
      @Override
      List<String> run() {
        return List.of(
            "Reports accepted a second over HTTP, against the same transactions raw: "
                + IntakeAgainstRaw.measure().said());
      }
    },
    SEAL {
      @Override
      List<String> run() {
        var seal = new Seal();
        return List.of(
            "Time of sealing 4 KB to one reader, against its primitives in OpenSSL: "
                + seal.againstOpenssl().said(),
            "The same, against its primitives with nothing around them: "
                + seal.againstItsPrimitives().said(),
            "The same, against primitives of which the JDK does those of the curve: "
                + seal.againstTheJdks().said());
      }
    },
    FIRST {
      @Override
      List<String> run() {
        return new FreshJvm().measure();
      }
    },
    PROFILE {
      @Override
      List<String> run() {
        return IncidentProfile.measure();
      }
    };

    /** Lines for whoever reads the results. */
    abstract List<String> run();
  }

  /** Exits with 2 if a name is of no benchmark. */
  public static void main(String[] names) {
    var asked = new ArrayList<Benchmark>();
    for (String name : names) {
      try {
        asked.add(Benchmark.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException unknown) {
        System.err.println("There is no such benchmark; infra/benchmarks/run --help names them.");
        System.exit(MISUSED);
      }
    }
    List<Benchmark> all = asked.isEmpty() ? List.of(Benchmark.values()) : asked;
    all.forEach(benchmark -> benchmark.run().forEach(System.out::println));
  }
}
