package uk.firstbell.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitTest {
  @ParameterizedTest
  @ValueSource(strings = {"SCHOOL-102345", "LA-99", "FORCE-ABCDEFGHIJ12"})
  void reads_back_whatever_it_knows_as_a_unit(String text) {
    assertThat(Unit.isOne(text)).isTrue();
    assertThat(Unit.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SCHOOL",
        "SCHOOL-",
        "SCHOOL-1",
        "FORCE-ABCDEFGHIJ123",
        "school-102345",
        "PARISH-102345",
        "SCHOOL-10234\u0665",
        "SCHOOL-102345\n",
        " SCHOOL-102345"
      })
  void knows_whatever_it_could_not_read(String text) {
    assertThat(Unit.isOne(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Unit.parse(text));
  }
}
