package uk.firstbell.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A TCP socket that listens, as Linux tells of it (proc(5): {@code /proc/net/tcp}).
 *
 * @param address hexadecimal, in words of four bytes each in this machine's order
 */
record Listening(String address, int port) {
  /** Of each socket: its number, its own address and port, the other's, and its state. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A(?: +\\S+){5} +(\\d+) .*");

  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

  /** 127.0.0.0/8 alone and mapped into IPv6, and ::1; the bytes of a word the other way round. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:0{16}FFFF0000)?[0-9A-F]{6}7F|0{24}01000000");

  boolean onLoopback() {
    return LOOPBACK.matcher(address).matches();
  }

  /** Those that belong to this process, or to one that it started, or that those started. */
  static List<Listening> inThisFamily() throws IOException {
    Set<String> ours = new HashSet<>();
    for (ProcessHandle process :
        Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
            .toList()) {
      ours.addAll(socketsOf(process));
    }
    var found = new ArrayList<Listening>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        Matcher socket = LINE.matcher(line);
        if (socket.matches() && ours.contains(socket.group(3))) {
          found.add(new Listening(socket.group(1), Integer.parseInt(socket.group(2), 16)));
        }
      }
    }
    return found;
  }

  private static Set<String> socketsOf(ProcessHandle process) throws IOException {
    var sockets = new HashSet<String>();
    Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : open) {
        try {
          Matcher socket = SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
          if (socket.matches()) {
            sockets.add(socket.group(1));
          }
        } catch (IOException closedMeanwhile) {
          // No socket that listens is closed while this looks.
        }
      }
    }
    return sockets;
  }
}
