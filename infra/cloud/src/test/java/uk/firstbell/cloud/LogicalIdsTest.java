package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogicalIdsTest {
  @Test
  void a_resource_is_named_by_its_path_without_the_stack_and_without_silent_parts() {
    assertThat(LogicalIds.of("Firstbell/StoryTable/Resource")).isEqualTo("StoryTable");
    assertThat(LogicalIds.of("Firstbell/IntakeRole/DefaultPolicy/Resource"))
        .isEqualTo("IntakeRoleDefaultPolicy");
  }

  @Test
  void signs_that_an_id_may_not_hold_divide_words_whatever_the_machines_language() {
    assertThat(LogicalIds.of("Firstbell/PeopleApi/Default/v1/inbox/{unit}/GET/Resource"))
        .isEqualTo("PeopleApiV1InboxUnitGET");
  }
}
