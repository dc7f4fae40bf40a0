package uk.firstbell.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of a whole night, failing once in every way it can. */
final class FaultSweepTest {
  @ParameterizedTest
  @EnumSource
  void nobody_is_lost_whichever_call_fails(Night night) {
    FaultSweep.Found found = FaultSweep.over(night);

    System.out.println(found);
    assertThat(found.calls()).isNotEmpty();
    assertThat(found.swept()).isEqualTo(found.calls().size());
    assertThat(found.runs()).isGreaterThan(found.calls().size());
    assertThat(found.failures()).isEmpty();
  }
}
