package uk.firstbell.simulation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.invariants.Disclosed;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.Claim;
import uk.firstbell.domain.story.Copy;
import uk.firstbell.domain.story.Delivery;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Payload;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Task;
import uk.firstbell.rehearsal.Rehearsal;
import uk.firstbell.testkit.scene.Canary;

/** Says what is wrong with a night that was played, by its rows, its trail and what left it. */
final class Judge {
  private final Night.Played night;
  private final Rehearsal gateway;
  private final Optional<Fault> fault;
  private final List<String> findings = new ArrayList<>();

  private Judge(Night.Played night, Optional<Fault> fault) {
    this.night = night;
    this.gateway = night.gateway();
    this.fault = fault;
  }

  /** Everything that is wrong; nothing if all is well. */
  static List<String> findings(Night.Played night, Optional<Fault> fault) {
    var judge = new Judge(night, fault);
    judge.ran();
    judge.acceptedOnce();
    judge.invariants();
    judge.disclosed();
    judge.nothingLeaked();
    judge.mailsExplained();
    judge.rungsTakenOnce();
    judge.clockStruckOnce();
    judge.sameEnd();
    return judge.findings;
  }

  private void ran() {
    findings.addAll(night.surroundings().broken());
    if (!night.surroundings().struckAsAsked()) {
      findings.add("the call that was to fail never came");
    }
  }

  private void acceptedOnce() {
    List<NotificationId> accepted = rows(Head.class).map(Head::notification).toList();
    if (accepted.size() != 1) {
      findings.add("one message became " + accepted.size() + " notifications");
    }
    if (!rows(Claim.class).map(Claim::notification).toList().equals(accepted)) {
      findings.add("the message id is not claimed for the one notification");
    }
    if (!new HashSet<>(night.told()).equals(new HashSet<>(accepted))) {
      findings.add("the sender was told of another notification than there is");
    }
  }

  private void invariants() {
    night.breaches().forEach(breach -> findings.add(breach.toString()));
  }

  private void disclosed() {
    if (!(Message.of(gateway.scene().publish().body()) instanceof Report report)) {
      return; // The tables of who is told what are those of domestic abuse.
    }
    for (Copy copy : rows(Copy.class).toList()) {
      gateway
          .opened(copy.sealed(), copy.reader().value())
          .group("notice")
          .map(notice -> Disclosed.tooMuch(report, copy.delivery().unit(), notice))
          .orElseGet(() -> List.of("a copy without a notice"))
          .forEach(tooMuch -> findings.add("I2 " + copy.id() + ": " + tooMuch));
    }
  }

  /** Of a row its name and what it says, be it sealed; of the rest what anybody could read. */
  private void nothingLeaked() {
    var left = new ByteArrayOutputStream();
    rows(Row.class).forEach(row -> left.writeBytes(bytes(row.id() + "\n" + row + "\n")));
    rows(Copy.class).forEach(copy -> left.writeBytes(copy.sealed()));
    rows(Payload.class).forEach(payload -> left.writeBytes(payload.sealed()));
    gateway.story().entries().forEach(entry -> left.writeBytes(bytes(entry + "\n")));
    gateway.nudges().taken().forEach(nudge -> left.writeBytes(bytes(nudge + "\n")));
    gateway.alerts().taken().forEach(mail -> left.writeBytes(bytes(mail + "\n")));
    night.surroundings().broken().forEach(what -> left.writeBytes(bytes(what + "\n")));
    Canary.of(gateway.scene().publish().body())
        .findIn(left.toByteArray())
        .forEach(field -> findings.add("I6: " + field + " left in the clear"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A mail more than outcomes is one that may have been sent twice, and one outcome says so. */
  private void mailsExplained() {
    int extra = gateway.alerts().taken().size() - alertsSent().size();
    long said =
        alertsSent().stream()
            .filter(entry -> "true".equals(entry.facts().get("possiblyRepeated")))
            .count();
    boolean doubledOutside =
        fault
            .filter(failed -> failed.touch().what().equals("Alerts.send"))
            .filter(failed -> failed.way() == Way.REPEATED)
            .isPresent();
    if (extra < 0) {
      findings.add("an alert is said to be sent that nobody got");
    }
    if (extra > (fault.isPresent() ? 1 : 0)) {
      findings.add(extra + " mails too many");
    }
    if (extra > said && !doubledOutside) {
      findings.add("a mail was sent again and the trail does not say so");
    }
  }

  private void rungsTakenOnce() {
    for (Delivery delivery : rows(Delivery.class).toList()) {
      List<String> taken =
          gateway.story().entries().stream()
              .filter(entry -> entry.row().equals(delivery.id()))
              .filter(entry -> entry.facts().containsKey("rung"))
              .map(entry -> entry.facts().get("rung") + " " + entry.facts().get("due"))
              .toList();
      if (new HashSet<>(taken).size() != taken.size()) {
        findings.add(delivery.id() + ": a rung was taken twice");
      }
      if (delivery.climb().taken() != taken.size()) {
        findings.add(delivery.id() + ": the trail has other rungs than the delivery");
      }
      if (!delivery.climb().owed().isEmpty()) {
        findings.add(delivery.id() + ": alerts are still owed");
      }
    }
  }

  /** Each rung of a clock is passed once, and the trail has no breach but the case's own. */
  private void clockStruckOnce() {
    for (Case casefile : rows(Case.class).toList()) {
      List<String> passed =
          gateway.story().entries().stream()
              .filter(entry -> entry.row().equals(casefile.id()))
              .filter(entry -> entry.happening() == Happening.CASE_RUNG_TAKEN)
              .map(entry -> entry.facts().get("rung") + " " + entry.facts().get("due"))
              .toList();
      if (new HashSet<>(passed).size() != passed.size()) {
        findings.add(casefile.id() + ": a rung was passed twice");
      }
      long breaches =
          gateway.story().entries().stream()
              .filter(entry -> entry.happening() == Happening.CASE_BREACHED)
              .count();
      if (breaches != casefile.breach().stream().count()) {
        findings.add(casefile.id() + ": the trail has other breaches than the case");
      }
    }
  }

  /** A fault may cost minutes, and nothing else. */
  private void sameEnd() {
    List<String> came = cameTo();
    Set<String> end = night.night().end();
    if (came.size() != new TreeSet<>(came).size()) {
      findings.add("something came to be twice");
    }
    end.stream()
        .filter(line -> !came.contains(line))
        .sorted()
        .forEach(line -> findings.add("missing: " + line));
    came.stream()
        .filter(line -> !end.contains(line))
        .forEach(line -> findings.add("instead: " + line));
  }

  /** What the night came to, whenever it did. */
  private List<String> cameTo() {
    return Stream.of(
            rows(Head.class).map(head -> "head " + head.state()),
            rows(Copy.class).map(copy -> "copy for " + copy.reader()),
            rows(Delivery.class).map(Judge::cameTo),
            rows(Case.class).map(Judge::cameTo),
            alertsSent().stream()
                .map(entry ->
                    "alert " + entry.facts().get("rung") + " " + entry.facts().get("person")))
        .flatMap(lines -> lines)
        .toList();
  }

  private static String cameTo(Delivery delivery) {
    return "delivery to %s %s asking %s late %b breach %b"
        .formatted(
            delivery.delivery().unit(),
            delivery.state(),
            delivery.tasks().stream().map(Task::kind).toList(),
            delivery.climb().late().isPresent(),
            delivery.climb().breach().isPresent());
  }

  private static String cameTo(Case casefile) {
    return "case %s asking %s contact %s breach %b"
        .formatted(
            casefile.state(),
            casefile.tasks().stream().map(Task::kind).toList(),
            casefile.contact().map(made -> made.how().name()).orElse("none"),
            casefile.breach().isPresent());
  }

  private List<AuditEntry> alertsSent() {
    return gateway.story().entries().stream()
        .filter(entry -> entry.happening() == Happening.ALERT_SENT)
        .toList();
  }

  private <R extends Row> Stream<R> rows(Class<R> type) {
    return gateway.story().rows().stream()
        .map(Stored::row)
        .filter(type::isInstance)
        .map(type::cast);
  }
}
