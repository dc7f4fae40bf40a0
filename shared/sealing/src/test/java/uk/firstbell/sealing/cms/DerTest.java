package uk.firstbell.sealing.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DerTest {
  @Test
  void writes_times_in_two_digits_until_the_end_of_2049_and_in_four_after_it() throws Exception {
    assertThat(Der.time(Instant.parse("2049-12-31T23:59:59.999Z")))
        .isInstanceOf(ASN1UTCTime.class)
        .isEqualTo(new DERUTCTime("491231235959Z"));
    assertThat(Der.time(Instant.parse("2050-01-01T00:00:00Z")))
        .isInstanceOf(ASN1GeneralizedTime.class)
        .isEqualTo(new DERGeneralizedTime("20500101000000Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1950-01-01T00:00:00Z",
        "1999-12-31T23:59:59Z",
        "2026-03-29T01:30:00Z",
        "2049-12-31T23:59:59Z",
        "2050-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z"
      })
  void reads_back_the_times_it_writes(String time) {
    assertThat(Der.instant(Der.time(Instant.parse(time)))).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1949-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
  void writes_no_time_that_would_be_read_as_another(String time) {
    assertThatIllegalArgumentException().isThrownBy(() -> Der.time(Instant.parse(time)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2605012140Z", "260501214000+0100"})
  void reads_no_time_without_seconds_or_in_another_zone(String time) {
    assertThatThrownBy(() -> Der.instant(new DERUTCTime(time)))
        .hasMessage("a time of another form");
  }
}
