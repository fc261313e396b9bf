package io.evenkeel.simulation.internal;

import static io.evenkeel.simulation.SimulatedManagedGroups.GROUP_LABEL;
import static io.evenkeel.simulation.SimulatedManagedGroups.IMAGE_LABEL;

import io.evenkeel.Target;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedManagedGroups.Marking;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutProvider;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The managed groups of a simulated cloud, and the port through which they are rolled out. */
public final class ManagedRollouts implements RolloutProvider {
  private static final Duration CALL = Duration.ofMillis(50);

  private final SimulatedCloud cloud;
  private final ClusterClient cluster;
  private final Map<String, RolloutPace> paces = new LinkedHashMap<>();
  private final Map<String, ManagedRollout> rollouts = new LinkedHashMap<>();
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private Duration drainLimit = Duration.ofMinutes(15);
  private Marking marking = Marking.CORDON;

  public ManagedRollouts(SimulatedCloud cloud, ClusterClient cluster) {
    this.cloud = cloud;
    this.cluster = cluster;
  }

  /** Takes a group in, or sets how many of its nodes are taken at once. */
  public void manage(String group, RolloutPace pace) {
    if (running(group).isPresent()) {
      throw busy(group);
    }
    paces.put(group, pace);
  }

  private static CloudRejection busy(String group) {
    return new CloudRejection(
        CloudRejection.Reason.GROUP_IS_UPDATED, "Node group " + group + " is being updated.");
  }

  public RolloutPace pace(String group) {
    return Optional.ofNullable(paces.get(group)).orElseThrow(() -> none(group));
  }

  private static CloudRejection none(String group) {
    return new CloudRejection(
        CloudRejection.Reason.NO_SUCH_GROUP, "There is no node group " + group + ".");
  }

  /** Returns the rollout of the group that is under way. */
  public Optional<String> running(String group) {
    return rollouts.values().stream()
        .filter(rollout -> rollout.group().equals(group) && rollout.goesOn())
        .map(ManagedRollout::id)
        .findFirst();
  }

  /** Starts a rollout, or returns the one that the token has started. */
  public String begin(String group, RolloutOrder order, String token) {
    pace(group);
    String known = tokens.get(token);
    if (known != null) {
      return known;
    }
    if (running(group).isPresent()) {
      throw busy(group);
    }
    String id = begin(group, order);
    tokens.put(token, id);
    return id;
  }

  /** Returns how far a rollout is. */
  public RolloutState stateOf(String rollout) {
    return get(rollout).state();
  }

  /** Returns when a rollout has ended. */
  public Optional<Instant> endedAt(String rollout) {
    return get(rollout).ended();
  }

  private ManagedRollout get(String rollout) {
    return Optional.ofNullable(rollouts.get(rollout))
        .orElseThrow(
            () ->
                new CloudRejection(
                    CloudRejection.Reason.NO_SUCH_ROLLOUT, "There is no update " + rollout + "."));
  }

  public List<String> names() {
    return List.copyOf(paces.keySet());
  }

  public void drainsWithin(Duration limit) {
    drainLimit = limit;
  }

  public void marks(Marking how) {
    marking = how;
  }

  public List<String> ids(String group) {
    return rollouts.values().stream()
        .filter(rollout -> rollout.group().equals(group))
        .map(ManagedRollout::id)
        .toList();
  }

  public String startByHand(String group) {
    String image = cloud.recommended(cloud.kubernetesVersion()).orElseThrow();
    return begin(
        group,
        new RolloutOrder(target(group, image, Optional.empty()), RolloutOrder.UndrainedNodes.KEEP));
  }

  @Override
  public String name() {
    return "the simulated managed node groups";
  }

  @Override
  public CompletionStage<Answer<RolloutGroup>> observe(String group) {
    return answer(
        group,
        () ->
            Answer.ok(
                new RolloutGroup(
                    group,
                    Map.of(GROUP_LABEL, group),
                    pace(group),
                    running(group),
                    List.of(ManagedRollout.TAINT),
                    OptionalInt.of(cloud.group(group).state().desired()))));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(String group, RolloutTarget target) {
    return answer(group, () -> Answer.ok(List.of()));
  }

  @Override
  public CompletionStage<Answer<RolloutTarget>> resolve(String group, Target target) {
    return answer(group, () -> resolved(group, target));
  }

  private Answer<RolloutTarget> resolved(String group, Target target) {
    if (target instanceof Target.Image image) {
      return Answer.ok(target(group, image.id(), Optional.empty()));
    }
    if (target instanceof Target.LaunchTemplate) {
      return new Answer.Refused<>("The group was not made from a launch template.");
    }
    String version =
        target instanceof Target.Kubernetes wanted ? wanted.version() : cloud.kubernetesVersion();
    return cloud
        .recommended(version)
        .map(image -> Answer.ok(target(group, image, Optional.of(version))))
        .orElseGet(() -> new Answer.Missing<>("No image is recommended for " + version + "."));
  }

  private RolloutTarget target(String group, String image, Optional<String> kubernetes) {
    String now = image(group);
    String description = now.equals(image) ? "image " + image : "image " + now + " -> " + image;
    return new RolloutTarget(image, kubernetes, Map.of(IMAGE_LABEL, image), description);
  }

  private String image(String group) {
    return cloud.templates().version(cloud.group(group).state().pointer()).content().image();
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> pace(String group, RolloutPace pace) {
    return answer(
        group,
        () -> {
          manage(group, pace);
          return Answer.done();
        });
  }

  @Override
  public CompletionStage<Answer<String>> start(String group, RolloutOrder order, String token) {
    return answer(group, () -> Answer.ok(begin(group, order, token)));
  }

  private String begin(String group, RolloutOrder order) {
    String id = "update-" + (rollouts.size() + 1);
    ManagedRollout rollout =
        new ManagedRollout(
            id,
            cloud,
            new NodeManager(cluster, cloud.timeline()),
            cloud.group(group),
            order,
            new ManagedRollout.Rules(pace(group), drainLimit, marking, sizeBefore(group)));
    rollouts.put(id, rollout);
    rollout.begin();
    return id;
  }

  /** What a failed rollout has added to the group is not for good. */
  private CloudGroup sizeBefore(String group) {
    return rollouts.values().stream()
        .filter(rollout -> rollout.group().equals(group))
        .flatMap(rollout -> rollout.unfinished().stream())
        .reduce((older, newer) -> newer)
        .orElseGet(() -> cloud.group(group).state());
  }

  @Override
  public CompletionStage<Answer<RolloutState>> progress(String group, String rollout) {
    return answer(group, () -> Answer.ok(stateOf(rollout)));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> cancel(String group, String rollout) {
    return answer(
        group, () -> new Answer.Refused<>("An update of a managed group cannot be cancelled."));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> verify(String group, RolloutTarget target) {
    return answer(
        group,
        () -> {
          List<Finding> findings = new ArrayList<>();
          if (!image(group).equals(target.version())) {
            findings.add(
                Finding.warning(
                    "GROUP_NOT_AT_TARGET",
                    "node group '" + group + "'",
                    "it launches nodes of image " + image(group),
                    "update the group"));
          }
          return Answer.ok(findings);
        });
  }

  private <T> CompletionStage<Answer<T>> answer(String group, Supplier<Answer<T>> call) {
    CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
    cloud.timeline().schedule(CALL, () -> answer.complete(answerNow(group, call)));
    return answer;
  }

  private <T> Answer<T> answerNow(String group, Supplier<Answer<T>> call) {
    try {
      pace(group);
      return call.get();
    } catch (CloudRejection no) {
      return switch (no.reason()) {
        case GROUP_IS_UPDATED -> new Answer.Conflict<>(no.because());
        case NO_SUCH_GROUP, NO_SUCH_ROLLOUT -> new Answer.Missing<>(no.because());
        default -> new Answer.Refused<>(no.because());
      };
    }
  }
}
