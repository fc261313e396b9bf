package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SimulatedCloudProviderTest {

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final SimulatedCloud cloud = SimulatedCloud.on(timeline).recommends("1.34", "ami-new");
  private final SimulatedGroup group =
      cloud.group("workers", g -> g.size(6).max(10).template("lt-1", "ami-old"));
  private final InstanceProvider provider = cloud.provider();

  @Test
  void pinsTheLatestImageAndMakesOneTemplateVersionForIt() {
    // given
    ResolvedTarget target = ok(provider.resolve("workers", Target.latestImage()));
    assertThat(target.image()).isEqualTo("ami-new");
    assertThat(target.template()).isEmpty();

    // when
    ResolvedTarget created = ok(provider.createTemplate("workers", target, "run-1"));
    ResolvedTarget again = ok(provider.createTemplate("workers", target, "run-1"));

    // then
    assertThat(created.template()).contains(new TemplateVersion("lt-1", "2"));
    assertThat(again).isEqualTo(created);
    assertThat(ok(provider.resolve("workers", Target.latestImage())).template())
        .as("a second run finds the version that is there")
        .isEqualTo(created.template());
  }

  @Test
  void findsAGroupAtItsTargetWhenTheImageIsTheSame() {
    // given, when
    ResolvedTarget target = ok(provider.resolve("workers", Target.image("ami-old")));

    // then
    assertThat(observed().instances()).allMatch(target::matches);
  }

  @Test
  void movesThePointerOnlyFromWhereItIsBelievedToBe() {
    // given
    cloud.templates().addVersion("lt-1", TemplateContent.of("ami-new", "m6i.large"), "", "");
    TemplateVersion one = new TemplateVersion("lt-1", "1");
    TemplateVersion two = new TemplateVersion("lt-1", "2");

    // when, then
    assertThat(answer(provider.point("workers", two, one))).isInstanceOf(Answer.Conflict.class);
    assertThat(answer(provider.point("workers", one, two))).isEqualTo(Answer.done());
    assertThat(observed().pointer()).isEqualTo(two);
  }

  @Test
  void resizesOnlyFromWhatIsThereAndShedsNothing() {
    assertThat(answer(provider.resize("workers", new Resize(5, 10, 8, 10))))
        .isInstanceOf(Answer.Conflict.class);
    assertThat(answer(provider.resize("workers", new Resize(6, 10, 5, 10))))
        .isInstanceOf(Answer.Conflict.class);
    assertThat(answer(provider.resize("workers", new Resize(6, 10, 12, 12))))
        .isEqualTo(Answer.done());
    assertThat(observed().desired()).isEqualTo(12);
  }

  @Test
  void givesAPlaceBackOnceHoweverOftenItIsAsked() {
    // given
    String id = group.state().instances().get(0).id();

    // when
    Answer<Answer.Done> first =
        answer(provider.terminate("workers", id, AfterTermination.GIVE_BACK));
    Answer<Answer.Done> second =
        answer(provider.terminate("workers", id, AfterTermination.GIVE_BACK));
    timeline.advance(Duration.ofMinutes(1));
    Answer<Answer.Done> third =
        answer(provider.terminate("workers", id, AfterTermination.GIVE_BACK));

    // then
    assertThat(first).isEqualTo(Answer.done());
    assertThat(second).isInstanceOf(Answer.Missing.class);
    assertThat(third).isInstanceOf(Answer.Missing.class);
    assertThat(group.state().desired()).isEqualTo(5);
  }

  @Test
  void keepsMarksApartFromOtherTags() {
    // given
    group.tag("team", "payments", true);

    // when
    answer(provider.mark("workers", Map.of("run", "r1")));

    // then
    assertThat(observed().marks()).containsExactly(Map.entry("run", "r1"));
    answer(provider.unmark("workers", List.of("run", "never-there")));
    assertThat(observed().marks()).isEmpty();
    assertThat(group.state().tags()).hasSize(1);
  }

  @Test
  void namesTheActionThatIsDenied() {
    // given
    cloud.faults().deny("autoscaling:UpdateAutoScalingGroup");

    // when
    Answer<Answer.Done> answer = answer(provider.resize("workers", new Resize(6, 10, 8, 10)));

    // then
    assertThat(answer).isInstanceOf(Answer.Denied.class);
    assertThat(((Answer.Denied<Answer.Done>) answer).permission())
        .isEqualTo("autoscaling:UpdateAutoScalingGroup");
    assertThat(group.state().desired()).isEqualTo(6);
  }

  @Test
  void leavesOpenWhatHappenedWhenTheAnswerIsLost() {
    // given
    cloud.faults().loseAnswers("autoscaling:UpdateAutoScalingGroup", 1);

    // when
    Answer<Answer.Done> answer = answer(provider.resize("workers", new Resize(6, 10, 8, 10)));

    // then
    assertThat(answer).isInstanceOf(Answer.Unknown.class);
    assertThat(group.state().desired()).isEqualTo(8);
  }

  @Test
  void servesARequestThatArrivesLongAfterItWasSent() {
    // given
    cloud.faults().delayRequests("autoscaling:UpdateAutoScalingGroup", 1, Duration.ofSeconds(100));

    // when
    provider.resize("workers", new Resize(6, 10, 8, 10));
    timeline.advance(Duration.ofSeconds(99));

    // then
    assertThat(group.state().desired()).isEqualTo(6);
    timeline.advance(Duration.ofSeconds(2));
    assertThat(group.state().desired()).isEqualTo(8);
  }

  @Test
  void tellsWhyALaunchFailedUntilOneSucceeds() {
    // given
    List.of("a", "b", "c").forEach(zone -> cloud.zoneHasCapacity(zone, false));
    group.setDesired(7);

    // when
    timeline.advance(Duration.ofMinutes(1));

    // then
    assertThat(observed().recentFailure())
        .hasValueSatisfying(it -> assertThat(it).contains("capacity"));
    cloud.zoneHasCapacity("b", true);
    timeline.advance(Duration.ofMinutes(1));
    assertThat(observed().recentFailure()).isEmpty();
  }

  @Test
  void showsThePastWhileDescribesLag() {
    // given
    cloud.describesLag(Duration.ofSeconds(10));
    timeline.advance(Duration.ofMinutes(1));

    // when
    group.setDesired(8);

    // then
    assertThat(observed().desired()).isEqualTo(6);
    timeline.advance(Duration.ofSeconds(10));
    assertThat(observed().desired()).isEqualTo(8);
  }

  @Test
  void hintsThatAGroupHasChanged() {
    // given
    AtomicInteger hints = new AtomicInteger();
    var subscription = provider.onChange("workers", hints::incrementAndGet);

    // when
    group.setDesired(7);
    timeline.advance(Duration.ofMinutes(1));

    // then
    int heard = hints.get();
    assertThat(heard).isGreaterThanOrEqualTo(3);
    subscription.close();
    group.setDesired(6);
    timeline.advance(Duration.ofMinutes(1));
    assertThat(hints).hasValue(heard);
  }

  @Test
  void knowsNoOtherGroup() {
    assertThat(answer(provider.observe("nobody"))).isInstanceOf(Answer.Missing.class);
  }

  private GroupState observed() {
    return ok(provider.observe("workers"));
  }

  private <T> T ok(CompletionStage<Answer<T>> stage) {
    return answer(stage).value().orElseThrow();
  }

  private <T> Answer<T> answer(CompletionStage<Answer<T>> stage) {
    timeline.runUntil(() -> stage.toCompletableFuture().isDone());
    return stage.toCompletableFuture().join();
  }
}
