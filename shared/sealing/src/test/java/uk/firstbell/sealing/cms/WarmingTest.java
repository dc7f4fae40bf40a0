package uk.firstbell.sealing.cms;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

final class WarmingTest {
  @Test
  void finds_and_opens_the_message_that_is_packed_with_it() {
    assertThatCode(Warming::warm).doesNotThrowAnyException();
  }
}
