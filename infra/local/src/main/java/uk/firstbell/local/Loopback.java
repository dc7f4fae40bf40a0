package uk.firstbell.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Servers that only this machine can reach. */
final class Loopback {
  private Loopback() {}

  /** Whoever asked for a port has to ask for another; the message says so. */
  static final class PortUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    PortUnavailableException(String option, int port, IOException why) {
      super("%s %d cannot be had: %s".formatted(option, port, why.getMessage()), why);
    }
  }

  /**
   * Takes a port, and answers nothing yet.
   *
   * @param port 0 for any that is free
   * @param option by which somebody asked for it
   * @throws PortUnavailableException if it is taken, or not for this user to take
   */
  static HttpServer bind(int port, String option) throws PortUnavailableException {
    try {
      return bind(port);
    } catch (IOException e) {
      throw new PortUnavailableException(option, port, e);
    }
  }

  /** The same with a port that nobody asked for, or any that is free if somebody else took it. */
  static HttpServer bindAgain(int port) throws IOException {
    try {
      return bind(port);
    } catch (BindException takenMeanwhile) {
      return bind(0);
    }
  }

  private static HttpServer bind(int port) throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
  }
}
