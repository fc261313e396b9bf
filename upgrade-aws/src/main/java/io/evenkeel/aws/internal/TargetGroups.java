package io.evenkeel.aws.internal;

import io.evenkeel.model.TargetRegistration;
import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * The target groups that a group registers its instances in; nothing is asked where it has none.
 */
final class TargetGroups {
  private static final String DELAY = "deregistration_delay.timeout_seconds";
  private static final Duration USUAL_DELAY = Duration.ofSeconds(300);

  private final ElasticLoadBalancingV2Client balancing;
  private final Calls calls;
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();

  TargetGroups(ElasticLoadBalancingV2Client balancing, Calls calls) {
    this.balancing = balancing;
    this.calls = calls;
  }

  /** Returns the target groups of application, network and gateway load balancers. */
  static List<String> of(AutoScalingGroup group) {
    Stream<String> sources =
        group.trafficSources().stream()
            .filter(source -> "elbv2".equals(source.type()))
            .map(TrafficSourceIdentifier::identifier);
    return Stream.concat(group.targetGroupARNs().stream(), sources).distinct().toList();
  }

  /** Returns where each instance is registered, by its id. */
  Map<String, List<TargetRegistration>> registrations(AutoScalingGroup group) {
    Map<String, List<TargetRegistration>> found = new LinkedHashMap<>();
    for (String arn : of(group)) {
      inGroup(arn)
          .forEach(
              (id, state) ->
                  found
                      .computeIfAbsent(id, none -> new ArrayList<>())
                      .add(new TargetRegistration(name(arn), state, delay(arn))));
    }
    return found;
  }

  /** An instance that is reached at several ports has left when all of them are let go of. */
  private Map<String, TargetRegistration.State> inGroup(String arn) {
    Map<String, TargetRegistration.State> states = new LinkedHashMap<>();
    for (TargetHealthDescription target : health(arn)) {
      if (!TargetStates.unused(target)) {
        states.merge(
            target.target().id(),
            TargetStates.of(target),
            (one, other) -> one.compareTo(other) < 0 ? one : other);
      }
    }
    return states;
  }

  /** Takes the instance out of each, at all of its ports. */
  void deregister(AutoScalingGroup group, String instanceId) {
    for (String arn : of(group)) {
      List<TargetDescription> targets =
          health(arn).stream()
              .filter(target -> target.target().id().equals(instanceId))
              .filter(target -> TargetStates.serves(target))
              .map(TargetHealthDescription::target)
              .toList();
      if (!targets.isEmpty()) {
        calls.write(
            Action.DEREGISTER_TARGETS,
            () -> balancing.deregisterTargets(r -> r.targetGroupArn(arn).targets(targets)));
      }
    }
  }

  /** A target group that somebody has deleted leads nowhere. */
  private List<TargetHealthDescription> health(String arn) {
    try {
      return calls
          .read(
              Action.DESCRIBE_TARGET_HEALTH,
              () -> balancing.describeTargetHealth(r -> r.targetGroupArn(arn)))
          .targetHealthDescriptions();
    } catch (Stop stop) {
      if (stop.problem() instanceof Answer.Missing) {
        return List.of();
      }
      throw stop;
    }
  }

  /** Returns how long the target group lets connections last; it is read once. */
  Duration delay(String arn) {
    Duration known = delays.get(arn);
    if (known != null) {
      return known;
    }
    Duration read =
        calls
            .read(
                Action.DESCRIBE_TARGET_GROUP,
                () -> balancing.describeTargetGroupAttributes(r -> r.targetGroupArn(arn)))
            .attributes()
            .stream()
            .filter(attribute -> DELAY.equals(attribute.key()))
            .findFirst()
            .map(TargetGroupAttribute::value)
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(USUAL_DELAY);
    delays.put(arn, read);
    return read;
  }

  /** Returns the name out of {@code arn:..:targetgroup/NAME/ID}. */
  static String name(String arn) {
    String[] parts = arn.split("/");
    return parts.length > 1 ? parts[1] : arn;
  }
}
