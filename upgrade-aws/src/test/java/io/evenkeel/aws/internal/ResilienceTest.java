package io.evenkeel.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.spi.Answer;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Trouble with AWS is waited out within limits, and told from what AWS has to say. */
class ResilienceTest {
  private static final ReadPacing AT_ONCE = new ReadPacing(3, Duration.ofMillis(1), 100_000);

  private final Calls calls = new Calls(AT_ONCE);
  private int sent;

  @Test
  void anOutageOpensTheBreakerAndTheServiceIsLeftAloneForAWhile() {
    // given
    asked(20, Action.DESCRIBE_GROUPS, failure(503, "ServiceUnavailable"));
    int before = sent;
    // when
    Answer<String> answer = ask(Action.DESCRIBE_GROUPS, failure(503, "ServiceUnavailable"));
    // then
    assertThat(sent).isEqualTo(before);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Throttled.class,
            wait -> assertThat(wait.retryAfter()).isEqualTo(ReadPacing.PAUSE_AFTER_OUTAGE));
    assertThat(answer.problem().orElseThrow().because()).contains("failed several times");
  }

  @Test
  void aServiceThatIsOutLeavesTheOthersAlone() {
    // given
    asked(20, Action.DESCRIBE_GROUPS, failure(503, "ServiceUnavailable"));
    // when
    Answer<String> answer = Stop.answer(() -> calls.read(Action.DESCRIBE_IMAGES, () -> "an image"));
    // then
    assertThat(answer).isEqualTo(Answer.ok("an image"));
  }

  @Test
  void whatAwsHasToSayOpensNothing() {
    for (RuntimeException business :
        new RuntimeException[] {
          failure(400, "ValidationError"),
          failure(404, "ResourceNotFoundException"),
          failure(403, "AccessDenied"),
          failure(403, "ExpiredToken"),
          failure(400, "Throttling")
        }) {
      // given
      asked(30, Action.DESCRIBE_GROUPS, business);
      int before = sent;
      // when
      ask(Action.DESCRIBE_GROUPS, business);
      // then
      assertThat(sent).as(business.getMessage()).isGreaterThan(before);
    }
  }

  @Test
  void repetitionsHaveABudgetSoThatTroubleIsNotMultiplied() {
    // given throttling, which opens no breaker
    asked(100, Action.DESCRIBE_TEMPLATES, failure(503, "RequestLimitExceeded"));
    int before = sent;
    // when
    asked(10, Action.DESCRIBE_TEMPLATES, failure(503, "RequestLimitExceeded"));
    // then
    assertThat(sent - before).isEqualTo(10);
  }

  @Test
  void successesFillTheBudgetAgain() {
    // given
    asked(100, Action.DESCRIBE_TEMPLATES, failure(503, "RequestLimitExceeded"));
    for (int n = 0; n < 40; n++) {
      calls.read(Action.DESCRIBE_TEMPLATES, () -> "fine");
    }
    int before = sent;
    // when
    ask(Action.DESCRIBE_TEMPLATES, failure(503, "RequestLimitExceeded"));
    // then
    assertThat(sent - before).isGreaterThan(1);
  }

  @Test
  void credentialsThatCameBackAreUsed() {
    // given
    Answer<String> expired = ask(Action.DESCRIBE_GROUPS, failure(403, "ExpiredToken"));
    Answer<String> none =
        ask(
            Action.DESCRIBE_GROUPS,
            SdkClientException.create("Unable to load credentials from any of the providers"));
    // when
    Answer<String> answer =
        Stop.answer(() -> calls.read(Action.DESCRIBE_GROUPS, () -> "the groups"));
    // then
    assertThat(expired).isInstanceOf(Answer.Unauthenticated.class);
    assertThat(none).isInstanceOf(Answer.Unauthenticated.class);
    assertThat(sent).isEqualTo(2);
    assertThat(answer).isEqualTo(Answer.ok("the groups"));
  }

  @Test
  void aServiceThatAsksForPatienceIsBelieved() {
    assertThat(Faults.retryAfter(asksToWait("Retry-After", "3"))).contains(Duration.ofSeconds(3));
    assertThat(Faults.retryAfter(asksToWait("x-amz-retry-after", "30")))
        .contains(Duration.ofMillis(30));
    assertThat(Faults.retryAfter(failure(503, "SlowDown"))).isEmpty();
  }

  @Test
  void thePaceIsTheOneThatTheUserHasSetHoweverSlow() {
    for (int wanted : new int[] {1, 3, 25, 500}) {
      // when
      RateLimiterConfig pace =
          ReadPacing.standard().withPerSecond(wanted).limiter().getRateLimiterConfig();
      // then
      Duration each = pace.getLimitRefreshPeriod().dividedBy(pace.getLimitForPeriod());
      assertThat(each).isEqualTo(Duration.ofSeconds(1).dividedBy(wanted));
    }
  }

  private void asked(int times, Action action, RuntimeException failure) {
    for (int n = 0; n < times; n++) {
      ask(action, failure);
    }
  }

  private Answer<String> ask(Action action, RuntimeException failure) {
    return Stop.answer(
        () ->
            calls.read(
                action,
                () -> {
                  sent++;
                  throw failure;
                }));
  }

  private static AwsServiceException failure(int status, String code) {
    return failure(status, code, SdkHttpResponse.builder().statusCode(status).build());
  }

  private static AwsServiceException asksToWait(String header, String value) {
    return failure(
        503,
        "SlowDown",
        SdkHttpResponse.builder()
            .statusCode(503)
            .headers(Map.of(header, java.util.List.of(value)))
            .build());
  }

  private static AwsServiceException failure(int status, String code, SdkHttpResponse response) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage("as told")
                .sdkHttpResponse(response)
                .build())
        .build();
  }
}
