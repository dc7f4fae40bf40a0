package uk.firstbell.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.firstbell.domain.audit.Verifier.Flaw;
import uk.firstbell.domain.audit.Verifier.Verdict;
import uk.firstbell.domain.audit.Verifier.Verdict.Broken;
import uk.firstbell.domain.audit.Verifier.Verdict.Whole;
import uk.firstbell.domain.story.Mark;
import uk.firstbell.domain.story.RowId;

final class VerifierTest {
  private static final RowId HEAD = new RowId("N#1", "HEAD");
  private static final RowId COPY = new RowId("N#1", "COPY#SCHOOL-102345#larkfield-dsl");
  private static final Instant NIGHT = Instant.parse("2026-05-01T21:40:00Z");

  private final Map<RowId, Mark> rows = new HashMap<>();
  private final List<AuditEntry> entries = new ArrayList<>();

  VerifierTest() {
    write(HEAD, Happening.REPORT_ACCEPTED);
    write(COPY, Happening.COPY_SEALED);
    write(HEAD, Happening.PLAN_FROZEN);
    write(HEAD, Happening.ROUTED);
    write(COPY, Happening.COPY_FETCHED);
  }

  @Test
  void finds_a_whole_trail_whole_in_whatever_order_it_is_read() {
    assertThat(verdict()).isEqualTo(new Whole(5));
    assertThat(Verifier.verify(new Trail(rows, entries.reversed()))).isEqualTo(new Whole(5));
  }

  @ParameterizedTest(name = "entry {0} of five")
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void names_any_one_entry_that_is_missing_the_last_of_a_row_included(int which) {
    AuditEntry gone = entries.remove(which);

    assertThat(verdict()).isEqualTo(new Broken(gone.row(), gone.version(), Flaw.MISSING));
  }

  @Test
  void names_the_first_entry_of_a_row_whose_whole_trail_is_missing() {
    entries.removeIf(entry -> entry.row().equals(COPY));

    assertThat(verdict()).isEqualTo(new Broken(COPY, 1, Flaw.MISSING));
  }

  @Test
  void names_an_entry_whose_contents_were_changed() {
    AuditEntry was = entries.get(2);
    entries.set(
        2,
        new AuditEntry(
            was.row(),
            was.version(),
            was.at(),
            was.deed().with("planHash", "another"),
            was.previous(),
            was.hash()));

    assertThat(verdict()).isEqualTo(new Broken(HEAD, 2, Flaw.ALTERED));
  }

  @Test
  void names_the_entry_after_one_that_was_changed_and_hashed_anew() {
    AuditEntry was = entries.get(0);
    entries.set(0, Chain.next(HEAD, Mark.NONE, was.at(), was.deed().with("rule", "R9")));

    assertThat(verdict()).isEqualTo(new Broken(HEAD, 2, Flaw.UNCHAINED));
  }

  @Test
  void names_the_last_entry_where_it_was_replaced_by_another_well_formed_one() {
    AuditEntry was = entries.get(4);
    Mark before = entries.get(1).mark();
    entries.set(4, Chain.next(COPY, before, was.at(), was.deed().with("rule", "R9")));

    assertThat(verdict()).isEqualTo(new Broken(COPY, 2, Flaw.NOT_THE_ROWS_LAST));
  }

  @Test
  void names_an_entry_beyond_what_its_row_knows_of() {
    entries.add(Chain.next(HEAD, entries.get(3).mark(), NIGHT, deed(Happening.ROUTED)));

    assertThat(verdict()).isEqualTo(new Broken(HEAD, 4, Flaw.UNACCOUNTED));
  }

  @Test
  void names_an_entry_of_a_row_that_is_not_there() {
    rows.remove(COPY);

    assertThat(verdict()).isEqualTo(new Broken(COPY, 1, Flaw.UNACCOUNTED));
  }

  @Test
  void tells_two_entries_apart_that_differ_only_in_where_a_field_ends() {
    Deed first = deed(Happening.ROUTED).with("a", "bc");
    Deed second = deed(Happening.ROUTED).with("ab", "c");

    assertThat(Chain.next(HEAD, Mark.NONE, NIGHT, first).hash())
        .isNotEqualTo(Chain.next(HEAD, Mark.NONE, NIGHT, second).hash());
  }

  private void write(RowId row, Happening happening) {
    AuditEntry entry = Chain.next(row, rows.getOrDefault(row, Mark.NONE), NIGHT, deed(happening));
    entries.add(entry);
    rows.put(row, entry.mark());
  }

  private static Deed deed(Happening happening) {
    return Deed.of(Actor.gateway("test"), Action.ALTERED, happening).about(List.of("p1"));
  }

  private Verdict verdict() {
    return Verifier.verify(new Trail(rows, entries));
  }
}
