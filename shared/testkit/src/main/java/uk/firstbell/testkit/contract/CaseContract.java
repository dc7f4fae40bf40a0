package uk.firstbell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.aBareDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aCase;
import static uk.firstbell.testkit.fixture.SampleStory.anAnswer;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.firstbell.domain.directory.Role;
import uk.firstbell.domain.story.Case;
import uk.firstbell.domain.story.CaseAnswer;
import uk.firstbell.domain.story.CasePlan;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.RowId;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;

/** How a story keeps the clock of a case and the answer to it, on every adapter. */
public abstract class CaseContract {
  @SuppressWarnings("NullAway.Init") // Opened before each test.
  private Story story;

  /** A story that holds nothing. */
  protected abstract Story emptyStory();

  @BeforeEach
  void open_an_empty_story() {
    story = emptyStory();
  }

  @Test
  void gives_every_field_of_a_case_back() {
    create(aCase());

    assertThat(story.casefile(NOTIFICATION).orElseThrow().row()).isEqualTo(aCase());
  }

  @Test
  void gives_a_case_back_of_which_nothing_has_happened() {
    CasePlan plan = aCase().plan();
    var quiet =
        new CasePlan(
            plan.lead(),
            plan.force(),
            plan.identifiedAt(),
            plan.startedAt(),
            plan.contactDueAt(),
            plan.confirmBy(),
            List.of(),
            Optional.empty());
    Case fresh = Case.open(NOTIFICATION, quiet, List.of(), NIGHT);
    create(fresh);

    assertThat(story.casefile(NOTIFICATION).orElseThrow().row()).isEqualTo(fresh);
  }

  @Test
  void lists_a_case_as_due_until_it_is_final() {
    create(aCase());
    var due = aCase().dueAt().orElseThrow();
    assertThat(story.due(due.minusMillis(1), 10)).isEmpty();
    assertThat(story.due(due, 10)).containsExactly(RowId.casefile(NOTIFICATION));

    var stored = story.casefile(NOTIFICATION).orElseThrow();
    story.write(
        NIGHT, List.of(new Change.Replace(stored, stored.row().inReview(List.of()), aBareDeed())));

    assertThat(story.due(due, 10)).isEmpty();
  }

  @Test
  void keeps_an_answer_and_its_key_apart_from_those_of_the_report() {
    byte[] ofReport = {1};
    byte[] ofAnswer = {2};
    assertThat(
            story.write(
                NIGHT,
                List.of(
                    new Change.Create(anAnswer(), aBareDeed()),
                    new Change.KeepKey(NOTIFICATION, Kept.PAYLOAD, ofReport),
                    new Change.KeepKey(NOTIFICATION, Kept.ANSWER, ofAnswer))))
        .isInstanceOf(Written.Done.class);

    assertThat(story.wrappedKey(NOTIFICATION, Kept.PAYLOAD)).hasValue(ofReport);
    assertThat(story.wrappedKey(NOTIFICATION, Kept.ANSWER)).hasValue(ofAnswer);
    CaseAnswer answer = story.answer(NOTIFICATION).orElseThrow().row();
    assertThat(answer.name()).isEqualTo("answer-1");
    assertThat(answer.bodyDigest()).isEqualTo(anAnswer().bodyDigest());
    assertThat(answer.at()).isEqualTo(NIGHT);
    assertThat(answer.byRole()).isEqualTo(Role.EDT);
    assertThat(answer.sealed()).isEqualTo(anAnswer().sealed());
  }

  private void create(Case casefile) {
    assertThat(story.write(NIGHT, List.of(new Change.Create(casefile, aBareDeed()))))
        .isInstanceOf(Written.Done.class);
  }
}
