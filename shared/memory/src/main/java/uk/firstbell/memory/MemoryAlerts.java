package uk.firstbell.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uk.firstbell.domain.dispatch.Alerts;

/** A mail service that keeps what it took, and fails when it is told to. */
public final class MemoryAlerts implements Alerts {
  private final Object lock = new Object();
  private final List<Mail> taken = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private Health health = Health.WELL;

  /** One mail as it was handed over. */
  public record Mail(String address, Alert alert) {}

  /** The mail service did not answer. Whether it took the mail, the caller cannot know. */
  public static final class OutageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private OutageException() {
      super("the mail service did not answer");
    }
  }

  private enum Health {
    WELL,
    /** The request will be lost. */
    DEAF,
    /** The reply will be lost. */
    MUTE
  }

  @Override
  public Handover send(String address, Alert alert) {
    synchronized (lock) {
      Health was = health;
      health = Health.WELL;
      if (was == Health.DEAF) {
        throw new OutageException();
      }
      Handover handover = handOver(address, alert);
      if (was == Health.MUTE) {
        throw new OutageException();
      }
      return handover;
    }
  }

  private Handover handOver(String address, Alert alert) {
    if (refused.contains(address)) {
      return Handover.REFUSED;
    }
    taken.add(new Mail(address, alert));
    return Handover.TAKEN;
  }

  /** From now on refuses every mail to {@code address}. */
  public void refuse(String address) {
    synchronized (lock) {
      refused.add(address);
    }
  }

  /** The next call fails with {@link OutageException}, and its mail is not taken. */
  public void failNextBeforeTaking() {
    synchronized (lock) {
      health = Health.DEAF;
    }
  }

  /** The next call fails with {@link OutageException}, though its mail is taken. */
  public void failNextAfterTaking() {
    synchronized (lock) {
      health = Health.MUTE;
    }
  }

  /** Every mail taken, in order. */
  public List<Mail> taken() {
    synchronized (lock) {
      return List.copyOf(taken);
    }
  }
}
