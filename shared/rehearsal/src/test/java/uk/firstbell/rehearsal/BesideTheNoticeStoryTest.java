package uk.firstbell.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.admission.Admitted;
import uk.firstbell.domain.audit.AuditEntry;
import uk.firstbell.domain.audit.Happening;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.intake.IntakeDecision.Accepted;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.receipt.Earlier;
import uk.firstbell.domain.receipt.ReceiptDecision;
import uk.firstbell.domain.receipt.ReceiptDecision.EarlierTold;
import uk.firstbell.domain.receipt.ReceiptDecision.Fetched;
import uk.firstbell.domain.receipt.ReceiptDecision.NotOpenedYet;
import uk.firstbell.domain.receipt.ReceiptDecision.NotThere;
import uk.firstbell.domain.receipt.ReceiptDecision.Shared;
import uk.firstbell.domain.receipt.ReceiptDecision.SharedOtherwise;
import uk.firstbell.domain.receipt.ReceiptDecision.SharesTold;
import uk.firstbell.domain.receipt.ReceiptDecision.TooManyShares;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.domain.story.Share;
import uk.firstbell.domain.story.ShareLog;
import uk.firstbell.domain.story.Story;

/** What a school's readers have beside a notice: whom they told of it, and what came earlier. */
final class BesideTheNoticeStoryTest {
  private static final String DSL = "larkfield-dsl";
  private static final String DEPUTY = "larkfield-deputy-1";
  private final Rehearsal gateway = Rehearsal.of("bank-holiday-friday");
  private final String report = new String(gateway.scene().publish().bytes(), UTF_8);

  @AfterEach
  void holds_every_invariant() {
    assertThat(gateway.breaches()).isEmpty();
  }

  // Whom they told

  @Test
  void notes_whom_a_reader_told_once_and_tells_every_reader_who_opened() {
    DeliveryId id = published(report);
    opens(DSL, id);
    opens(DEPUTY, id);

    assertThat(shares(DSL, id, "a", Share.With.CLASS_TEACHER, 1)).isEqualTo(new Shared(false));
    assertThat(shares(DSL, id, "a", Share.With.CLASS_TEACHER, 1)).isEqualTo(new Shared(true));
    assertThat(shares(DSL, id, "a", Share.With.CLASS_TEACHER, 2)).isEqualTo(new SharedOtherwise());
    assertThat(shares(DEPUTY, id, "b", Share.With.FRONT_OFFICE, 3)).isEqualTo(new Shared(false));

    assertThat(gateway.receipt().shares(gateway.admitted(DEPUTY), id))
        .isInstanceOfSatisfying(
            SharesTold.class,
            told ->
                assertThat(told.shares())
                    .extracting(Share::role)
                    .containsExactly(Share.With.CLASS_TEACHER, Share.With.FRONT_OFFICE));
    assertThat(entries(id, Happening.SHARED_IN_SCHOOL))
        .extracting(entry -> entry.facts().get("role") + " " + entry.facts().get("people"))
        .containsExactly("CLASS_TEACHER 1", "FRONT_OFFICE 3");
  }

  @Test
  void lets_nobody_note_a_share_who_has_not_opened_their_own_copy() {
    DeliveryId id = published(report);
    opens(DEPUTY, id);

    assertThat(shares(DSL, id, "a", Share.With.SENCO, 1)).isEqualTo(new NotOpenedYet());
    assertThat(shares("oakmere-dsl", id, "a", Share.With.SENCO, 1)).isEqualTo(new NotThere());
    assertThat(gateway.receipt().shares(gateway.admitted("oakmere-dsl"), id))
        .isEqualTo(new NotThere());
    opens(DSL, id);
    assertThat(shares(DSL, id, "a", Share.With.SENCO, 1)).isEqualTo(new Shared(false));
  }

  @Test
  void notes_nothing_more_once_the_delivery_is_the_schools_no_more() {
    DeliveryId id = published(report);
    opens(DSL, id);
    gateway.receipt().acknowledge(gateway.admitted(DSL), id, ReaderOutcome.SILENT_WATCH);
    assertThat(shares(DSL, id, "a", Share.With.SENCO, 1)).isEqualTo(new Shared(false));

    DeliveryId other = published(another(report));
    opens(DSL, other);
    gateway.receipt().acknowledge(gateway.admitted(DSL), other, ReaderOutcome.WRONG_SCHOOL);

    assertThat(shares(DSL, other, "a", Share.With.SENCO, 1)).isEqualTo(new NotThere());
    assertThat(gateway.receipt().shares(gateway.admitted(DSL), other)).isEqualTo(new NotThere());
  }

  @Test
  void takes_fifty_shares_and_says_again_of_each_that_it_was_noted() {
    DeliveryId id = published(report);
    opens(DSL, id);
    IntStream.range(0, ShareLog.SHARES_MAX)
        .forEach(i -> shares(DSL, id, Integer.toString(i), Share.With.ATTENDANCE, 1));

    assertThat(shares(DSL, id, "one-more", Share.With.ATTENDANCE, 1))
        .isEqualTo(new TooManyShares());
    assertThat(shares(DSL, id, "49", Share.With.ATTENDANCE, 1)).isEqualTo(new Shared(true));
  }

  // What came earlier

  @Test
  void tells_a_reader_what_came_earlier_about_the_same_child() {
    DeliveryId first = published(report);
    opens(DSL, first);
    gateway.receipt().acknowledge(gateway.admitted(DSL), first, ReaderOutcome.SILENT_WATCH);
    assertThat(earlier(DSL, first)).containsExactly(List.of());
    DeliveryId second = published(another(report));
    opens(DSL, second);

    assertThat(earlier(DSL, second))
        .singleElement()
        .satisfies(child ->
            assertThat(child)
                .singleElement()
                .satisfies(told -> {
                  assertThat(told.delivery()).isEqualTo(first);
                  assertThat(told.messageType()).isEqualTo("DA_ENCOMPASS");
                  assertThat(told.outcome()).contains(ReaderOutcome.SILENT_WATCH);
                }));
    assertThat(entries(second, Happening.CHRONOLOGY_READ)).hasSize(1);
  }

  @Test
  void knows_a_child_by_name_and_date_of_birth_however_the_name_is_spelled() {
    published(report);
    DeliveryId same =
        published(another(report).replace("Quillsworth-Zephyrine", "QUILLSWORTH ZEPHYRINE"));
    DeliveryId born = published(another(report).replace("2017-11-23", "2017-11-24"));
    DeliveryId named = published(another(report).replace("Thaddea Wrenlock", "Thaddeus"));
    List.of(same, born, named).forEach(id -> opens(DSL, id));

    assertThat(earlier(DSL, same).getFirst()).hasSize(1);
    assertThat(earlier(DSL, born).getFirst()).isEmpty();
    assertThat(earlier(DSL, named).getFirst()).isEmpty();
  }

  @Test
  void takes_two_children_without_a_family_name_for_two_children() {
    String nameless =
        report.replace(
            "\"familyName\":\"Quillsworth-Zephyrine\"",
            "\"familyName\":\"UNKNOWN\",\"nameUnknownReason\":\"NOT_KNOWN_TO_POLICE\"");
    assertThat(nameless).isNotEqualTo(report);
    published(nameless);
    DeliveryId second = published(another(nameless));
    opens(DSL, second);

    assertThat(earlier(DSL, second)).containsExactly(List.of());
  }

  @Test
  void never_tells_a_party_that_there_was_a_delivery_which_left_them_out() {
    DeliveryId without = published(withParty(report));
    assertThat(gateway.story().copy(without, new PersonId(DSL))).isEmpty();
    DeliveryId later = published(another(report));
    opens(DSL, later);
    opens(DEPUTY, later);

    assertThat(earlier(DSL, later)).containsExactly(List.of());
    assertThat(earlier(DEPUTY, later).getFirst())
        .extracting(Earlier::delivery)
        .containsExactly(without);
  }

  @Test
  void tells_nothing_to_whoever_is_no_reader_any_more_or_has_not_opened() {
    published(report);
    DeliveryId later = published(another(report));
    Admitted demoted =
        new Admitted(new PersonId(DSL), later.unit(), Set.of(Role.HOLIDAY_CONTACT), later.unit());

    assertThat(gateway.receipt().earlier(gateway.admitted(DSL), later, Optional.empty()))
        .isEqualTo(new NotOpenedYet());
    opens(DSL, later);
    assertThat(gateway.receipt().earlier(demoted, later, Optional.empty()))
        .isEqualTo(new NotThere());
    assertThat(gateway.receipt().earlier(gateway.admitted("oakmere-dsl"), later, Optional.empty()))
        .isEqualTo(new NotThere());
    assertThat(earlier(DSL, later).getFirst()).hasSize(1);
  }

  @Test
  void counts_neither_a_returned_notification_nor_a_drill_among_the_earlier() {
    DeliveryId wrong = published(report);
    opens(DSL, wrong);
    gateway.receipt().acknowledge(gateway.admitted(DSL), wrong, ReaderOutcome.WRONG_CHILD);
    DeliveryId drill = published(another(report).replace("\"drill\":false", "\"drill\":true"));
    DeliveryId later = published(another(report));
    opens(DSL, later);

    assertThat(gateway.story().copy(drill, new PersonId(DSL))).isPresent();
    assertThat(earlier(DSL, later)).containsExactly(List.of());
  }

  @Test
  void looks_back_a_page_at_a_time_and_says_until_when_to_look_next() {
    DeliveryId first = published(report);
    for (int other = 0; other < Story.INBOX_MAX - 1; other++) {
      published(another(report).replace("2017-11-23", "2017-11-24"));
    }
    DeliveryId latest = published(another(report));
    opens(DSL, latest);

    EarlierTold newest = told(DSL, latest, Optional.empty());
    assertThat(newest.children()).containsExactly(List.of());
    EarlierTold next = told(DSL, latest, newest.more());

    assertThat(newest.more()).isPresent();
    assertThat(next.children().getFirst()).extracting(Earlier::delivery).containsExactly(first);
    assertThat(next.more()).isEmpty();
    assertThat(entries(latest, Happening.CHRONOLOGY_READ)).hasSize(2);
  }

  @Test
  void looks_back_from_the_notice_itself_whatever_came_after_it() {
    DeliveryId first = published(report);
    DeliveryId second = published(another(report));
    opens(DSL, second);
    DeliveryId third = published(another(report));

    assertThat(told(DSL, second, Optional.of(gateway.clock().instant())).children().getFirst())
        .extracting(Earlier::delivery)
        .containsExactly(first)
        .doesNotContain(third);
  }

  private int published;

  /** Published, and sealed to its readers. */
  private DeliveryId published(String body) {
    gateway.clock().set(gateway.clock().instant().plusSeconds(1));
    var decision = gateway.intake().accept(gateway.signed(body.getBytes(UTF_8)));
    assertThat(decision).isInstanceOf(Accepted.class);
    gateway.settle();
    return gateway.delivery(((Accepted) decision).receipt().notification());
  }

  /** The same as another incident. */
  private String another(String body) {
    published++;
    return body.replace("wxc-sample-0001", "wxc-sample-again-" + published)
        .replace("WXC-SYN-0000417-26", "WXC-SYN-90000" + published + "-26");
  }

  /** The same with the school's lead in the place of the alleged perpetrator. */
  private String withParty(String body) {
    String[] lead =
        gateway.directory().person(new PersonId(DSL)).orElseThrow().name().split(" ", 2);
    String with =
        body.replace("Barnabus Threlkeldine", lead[0]).replace("Umberslade-Voss", lead[1]);
    assertThat(with).isNotEqualTo(body);
    return with;
  }

  private void opens(String person, DeliveryId id) {
    assertThat(gateway.receipt().fetch(gateway.admitted(person), id)).isInstanceOf(Fetched.class);
    gateway.opens(person, id);
  }

  private ReceiptDecision shares(
      String person, DeliveryId id, String name, Share.With role, int people) {
    String padded = name + "-".repeat(22 - name.length());
    return gateway.receipt().share(gateway.admitted(person), id, padded, role, people);
  }

  private List<List<Earlier>> earlier(String person, DeliveryId id) {
    return told(person, id, Optional.empty()).children();
  }

  private EarlierTold told(String person, DeliveryId id, Optional<Instant> until) {
    return (EarlierTold) gateway.receipt().earlier(gateway.admitted(person), id, until);
  }

  private List<AuditEntry> entries(DeliveryId id, Happening happening) {
    return gateway.story().trail(id.notification()).orElseThrow().entries().stream()
        .filter(entry -> entry.happening() == happening)
        .toList();
  }
}
