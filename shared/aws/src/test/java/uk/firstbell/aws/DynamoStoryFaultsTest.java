package uk.firstbell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static uk.firstbell.aws.FaultyDynamo.comesAfter;
import static uk.firstbell.aws.FaultyDynamo.fails;
import static uk.firstbell.aws.FaultyDynamo.losesTheAnswer;
import static uk.firstbell.testkit.fixture.SampleStory.NIGHT;
import static uk.firstbell.testkit.fixture.SampleStory.NOTIFICATION;
import static uk.firstbell.testkit.fixture.SampleStory.aClaim;
import static uk.firstbell.testkit.fixture.SampleStory.aDeed;
import static uk.firstbell.testkit.fixture.SampleStory.aHead;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import uk.firstbell.domain.audit.Verifier;
import uk.firstbell.domain.audit.Verifier.Verdict;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.Change.Create;
import uk.firstbell.domain.story.Change.Replace;
import uk.firstbell.domain.story.Head;
import uk.firstbell.domain.story.Row;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written.Beaten;
import uk.firstbell.domain.story.Written.Done;

/** What a story does when DynamoDB conflicts, throttles, refuses or is not heard. */
final class DynamoStoryFaultsTest {
  @RegisterExtension static final LocalAws AWS = new LocalAws();

  private static final String WRITE = "transactWriteItems";
  private static final List<Change> ONE_HEAD = List.of(create(aHead()));

  private final List<Duration> waits = new ArrayList<>();
  private final FaultyDynamo dynamo = new FaultyDynamo(AWS.dynamoDb());

  private final TableNames tables = new TestTables(AWS.dynamoDb()).story();
  private final Story story = storyOver(dynamo.client(), tables);

  static Stream<RuntimeException> passing() {
    return Stream.of(
        cancelled("TransactionConflict"),
        cancelled("ThrottlingError"),
        cancelled("ProvisionedThroughputExceeded"),
        TransactionConflictException.builder().build());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void tries_again_what_will_pass(RuntimeException passing) {
    dynamo.at(WRITE, 1, fails(passing)).at(WRITE, 2, fails(passing));

    assertThat(story.write(NIGHT, ONE_HEAD)).isEqualTo(new Done());

    assertThat(dynamo.calls(WRITE)).isEqualTo(3);
    assertThat(waits).hasSize(2);
    assertThat(story.head(NOTIFICATION)).isPresent();
    assertThat(verdict()).isEqualTo(new Verdict.Whole(1));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void gives_up_after_five_tries_with_what_the_last_one_met(RuntimeException passing) {
    for (int nth = 1; nth <= 5; nth++) {
      dynamo.at(WRITE, nth, fails(passing));
    }

    assertThat(catchThrowable(() -> story.write(NIGHT, ONE_HEAD))).isSameAs(passing);

    assertThat(dynamo.calls(WRITE)).isEqualTo(5);
    assertThat(waits).hasSize(4);
    assertThat(story.head(NOTIFICATION)).isEmpty();
    assertThat(story.write(NIGHT, ONE_HEAD)).isEqualTo(new Done());
  }

  @Test
  void waits_a_time_of_chance_that_may_double_each_time() {
    for (int nth = 1; nth <= 4; nth++) {
      dynamo.at(WRITE, nth, fails(cancelled("TransactionConflict")));
    }

    story.write(NIGHT, ONE_HEAD);

    assertThat(waits).hasSize(4).allMatch(wait -> wait.isPositive());
    for (int wait = 0; wait < 4; wait++) {
      assertThat(waits.get(wait)).isLessThanOrEqualTo(Duration.ofMillis(25L << wait));
    }
  }

  @Test
  void tries_nothing_again_that_will_not_pass() {
    RuntimeException denied = failure("AccessDeniedException");
    RuntimeException invalid = cancelled("ValidationError");
    RuntimeException throttled = failure("ThrottlingException"); // The SDK has tried it already.
    dynamo.at(WRITE, 1, fails(denied)).at(WRITE, 2, fails(invalid)).at(WRITE, 3, fails(throttled));

    assertThat(catchThrowable(() -> story.write(NIGHT, ONE_HEAD))).isSameAs(denied);
    assertThat(catchThrowable(() -> story.write(NIGHT, ONE_HEAD))).isSameAs(invalid);
    assertThat(catchThrowable(() -> story.write(NIGHT, ONE_HEAD))).isSameAs(throttled);

    assertThat(dynamo.calls(WRITE)).isEqualTo(3);
    assertThat(waits).isEmpty();
  }

  @Test
  void is_beaten_when_it_tries_again_and_another_writer_came_first() {
    dynamo.at(
        WRITE,
        1,
        call -> {
          storyOver(AWS.dynamoDb(), tables).write(NIGHT, ONE_HEAD);
          throw cancelled("TransactionConflict");
        });

    assertThat(story.write(NIGHT, List.of(create(aHead()), create(aClaim()))))
        .isInstanceOfSatisfying(
            Beaten.class,
            beaten ->
                assertThat(beaten.standing())
                    .singleElement()
                    .isEqualTo(story.head(NOTIFICATION).orElseThrow()));
  }

  @Test
  void is_beaten_by_itself_when_its_caller_repeats_a_write_whose_answer_was_lost() {
    RuntimeException lost = SdkClientException.create("the answer was lost");
    dynamo.at(WRITE, 1, losesTheAnswer(lost));

    assertThat(catchThrowable(() -> story.write(NIGHT, ONE_HEAD))).isSameAs(lost);

    assertThat(story.write(NIGHT, ONE_HEAD))
        .isInstanceOfSatisfying(
            Beaten.class,
            beaten ->
                assertThat(beaten.standing())
                    .singleElement()
                    .satisfies(stands -> {
                      assertThat(stands.row()).isEqualTo(aHead());
                      assertThat(stands.mark().version()).isEqualTo(1);
                    }));
    assertThat(verdict()).isEqualTo(new Verdict.Whole(1));
  }

  @Test
  void is_done_once_when_the_sdk_itself_asks_again_for_an_answer_that_was_lost() {
    var losing = new LosesItsFirstAnswer(UrlConnectionHttpClient.create());
    try (DynamoDbClient client = clientOver(losing, AWS.endpoint().uri())) {
      Story heard = storyOver(client, new TestTables(AWS.dynamoDb()).story());

      assertThat(heard.write(NIGHT, ONE_HEAD)).isEqualTo(new Done());

      assertThat(losing.requests.get()).isEqualTo(2);
      assertThat(heard.head(NOTIFICATION).orElseThrow().mark().version()).isEqualTo(1);
      assertThat(Verifier.verify(heard.trail(NOTIFICATION).orElseThrow()))
          .isEqualTo(new Verdict.Whole(1));
    }
  }

  @Test
  void is_done_once_when_a_try_that_seemed_to_conflict_had_been_heard() {
    dynamo.at(WRITE, 1, losesTheAnswer(cancelled("TransactionConflict")));

    assertThat(story.write(NIGHT, ONE_HEAD)).isEqualTo(new Done());

    assertThat(dynamo.calls(WRITE)).isEqualTo(2);
    assertThat(verdict()).isEqualTo(new Verdict.Whole(1));
  }

  @Test
  void lets_an_outage_of_reading_travel() {
    RuntimeException outage = failure("InternalServerError");
    dynamo.at("getItem", 1, fails(outage)).at("query", 1, fails(outage));

    assertThat(catchThrowable(() -> story.head(NOTIFICATION))).isSameAs(outage);
    assertThat(catchThrowable(() -> story.due(NIGHT, 10))).isSameAs(outage);
  }

  /** The rows are read, then their entries, then the rows. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void reads_a_trail_again_when_a_row_changed_meanwhile(int beforeQuery) {
    story.write(NIGHT, ONE_HEAD);
    dynamo.at("query", beforeQuery, comesAfter(this::changeTheHead));

    assertThat(verdict()).isEqualTo(new Verdict.Whole(2));
  }

  @Test
  void gives_up_on_a_trail_whose_rows_never_stand_still() {
    story.write(NIGHT, ONE_HEAD);
    for (int nth = 2; nth <= 20; nth++) {
      dynamo.at("query", nth, comesAfter(this::changeTheHead));
    }

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> story.trail(NOTIFICATION));
  }

  private void changeTheHead() {
    Stored<Head> read = story.head(NOTIFICATION).orElseThrow();
    Head changed = read.row().waiting(List.of(), NIGHT.plusSeconds(read.mark().version()));
    assertThat(story.write(NIGHT, List.of(new Replace(read, changed, aDeed()))))
        .isEqualTo(new Done());
  }

  private Verdict verdict() {
    return Verifier.verify(story.trail(NOTIFICATION).orElseThrow());
  }

  private Story storyOver(DynamoDbClient client, TableNames names) {
    return new DynamoStory(
        client, names, new Patience(waits::add, RandomGenerator.of("L64X128MixRandom")));
  }

  private static Create create(Row row) {
    return new Create(row, aDeed());
  }

  private static RuntimeException cancelled(String reason) {
    return TransactionCanceledException.builder()
        .cancellationReasons(
            CancellationReason.builder().code("None").build(),
            CancellationReason.builder().code(reason).build())
        .build();
  }

  private static RuntimeException failure(String code) {
    return DynamoDbException.builder()
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  private static DynamoDbClient clientOver(SdkHttpClient http, URI endpoint) {
    return DynamoDbClient.builder()
        .httpClient(http)
        .region(Region.EU_WEST_2)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .endpointOverride(endpoint)
        .build();
  }

  /** Sends every request; the first one's answer never arrives. */
  private static final class LosesItsFirstAnswer implements SdkHttpClient {
    private final SdkHttpClient real;
    private final AtomicInteger requests = new AtomicInteger();

    LosesItsFirstAnswer(SdkHttpClient real) {
      this.real = real;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      ExecutableHttpRequest call = real.prepareRequest(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          HttpExecuteResponse answer = call.call();
          if (requests.incrementAndGet() == 1) {
            throw new IOException("connection reset");
          }
          return answer;
        }

        @Override
        public void abort() {
          call.abort();
        }
      };
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
