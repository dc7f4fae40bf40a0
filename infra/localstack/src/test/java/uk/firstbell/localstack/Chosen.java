package uk.firstbell.localstack;

import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where the contracts of the ports are asked of LocalStack. */
sealed interface Chosen {
  /** The one that somebody else looks after. */
  record Named(URI uri) implements Chosen {
    @Override
    public String why() {
      return "The contracts run on " + uri + ", because it is named.";
    }
  }

  /** The image, which serves the contracts and runs no function. */
  record Image() implements Chosen {
    @Override
    public String why() {
      return "The contracts run on the image "
          + StockImage.NAME
          + ", because a container engine answers; the functions on LocalStack from PyPI.";
    }
  }

  /** What {@code infra/localstack/endpoint/ready} made on this machine. */
  record FromPyPi() implements Chosen {
    @Override
    public String why() {
      return "The contracts and the functions run on LocalStack from PyPI,"
          + " because no endpoint is named and no container engine answers.";
    }
  }

  /** One sentence for whoever reads the build's output. */
  String why();

  /**
   * Whoever names an endpoint is obeyed; an engine is asked for only where nobody does.
   *
   * @param engine whether a container engine answers
   */
  static Chosen from(Optional<URI> named, BooleanSupplier engine) {
    return named
        .<Chosen>map(Named::new)
        .orElseGet(() -> engine.getAsBoolean() ? new Image() : new FromPyPi());
  }
}
