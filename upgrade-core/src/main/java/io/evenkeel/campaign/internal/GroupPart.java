package io.evenkeel.campaign.internal;

import io.evenkeel.Canary;
import io.evenkeel.NodeOrder;
import io.evenkeel.NodeSelector;
import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.Oracle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a made-up plan says of one group of a world. A <em>fair</em> plan allows a surge and moves
 * every pod; any other may hold pods, and have plug-ins that keep to no contract.
 */
final class GroupPart {
  private static final Duration OLD = Duration.ofMinutes(30);

  private final CampaignWorld world;
  private final GroupShape group;
  private final Dice dice;
  private final boolean fair;
  private final Quantity unavailable;
  private final Quantity surge;
  private final PolicyPart policy;
  private final Choice choice;
  private final Canary canary;
  private final boolean exact;
  private final boolean removesUnused;

  /** A selector, and what it selects as far as that can be said beforehand. */
  private record Choice(NodeSelector selector, List<String> instances) {
    boolean exact() {
      return !(selector instanceof HostileSelector);
    }
  }

  GroupPart(CampaignWorld world, GroupShape group, long seed, boolean fair, PlugIns.Made plugIns) {
    this.world = world;
    this.group = group;
    this.dice = Dice.of(seed, "plan " + group.name());
    this.fair = fair;
    this.surge = fair ? surge() : dice.percent(70) ? surge() : Quantity.nodes(0);
    this.unavailable = unavailable();
    PolicyPart drawn = PolicyPart.drawn(dice, Dice.of(seed, "ladder " + group.name()), fair);
    this.policy = plugIns.drainPolicy().map(PolicyPart::of).orElse(drawn);
    Choice any = fair || dice.percent(75) ? choice() : hostileChoice();
    this.choice = plugIns.nodeSelector().map(mine -> new Choice(mine, all())).orElse(any);
    this.exact = plugIns.nodeSelector().isEmpty() && choice.exact();
    this.removesUnused = Dice.of(seed, "unused " + group.name()).percent(30);
    this.canary = Canary.standard().provenFor(dice.seconds(0, 60));
  }

  /** Tells the oracle what the plan allows. */
  void states(Oracle oracle) {
    oracle
        .limits(group.name(), unavailable, surge)
        .selected(group.name(), choice.instances())
        .provenFor(group.name(), canary.proof());
    policy.states(oracle);
    if (removesUnused) {
      oracle.mayRemoveUnused(group.name());
    }
    if (exact) {
      oracle.allMustGo(group.name());
    }
    if (!fair) {
      oracle
          .mayDrainSurge(); // a quarantined node is replaced by nobody, so that surge is left over
    }
  }

  String name() {
    return group.name();
  }

  boolean replacesEveryZone() {
    return surgesIntoEveryZone() || unavailable.roundedDown(group.size()) > 0;
  }

  private boolean surgesIntoEveryZone() {
    return surge.roundedUp(group.size()) >= group.zones().size();
  }

  /** Returns the instances to be replaced, if new nodes come to fewer zones than there are. */
  Stream<String> replacedInPlace() {
    return surgesIntoEveryZone() ? Stream.empty() : choice.instances().stream();
  }

  Optional<Duration> patience() {
    return policy.patience();
  }

  Optional<Duration> forcesAfter() {
    return policy.forcesAfter();
  }

  /** Tells its plug-ins whether a plan is being built, which looks at them. */
  void lookedAt(boolean now) {
    policy.lookedAt(now);
  }

  /** Says so in the plan. */
  void configures(SelfDrivenGroupBuilder to) {
    to.maxUnavailable(unavailable)
        .maxSurge(surge)
        .select(choice.selector())
        .drain(policy.policy())
        .canary(canary);
    if (removesUnused) {
      to.removeUnused();
    }
  }

  private Quantity surge() {
    return dice.percent(70)
        ? Quantity.nodes(dice.between(1, 4))
        : Quantity.percent(dice.between(1, 60));
  }

  private Quantity unavailable() {
    boolean must = surge.alwaysZero();
    return dice.percent(60)
        ? Quantity.nodes(dice.between(must ? 1 : 0, 3))
        : Quantity.percent(dice.between(must ? 1 : 0, 60));
  }

  private Choice choice() {
    String zone = dice.one(group.zones());
    Choice choice =
        switch (dice.between(0, 5)) {
          case 0 -> new Choice(NodeSelector.everyNode(), all());
          case 1 -> new Choice(NodeSelector.olderThan(OLD), olderThan(OLD));
          case 2 -> new Choice(NodeSelector.label("pool", group.name()), all());
          case 3 -> new Choice(NodeSelector.zone(zone), inZone(zone));
          default -> new Choice(NodeSelector.outdated(), all());
        };
    return new Choice(ordered(choice.selector()), choice.instances());
  }

  private NodeSelector ordered(NodeSelector selector) {
    return switch (dice.between(0, 4)) {
      case 0 -> selector.inRandomOrder();
      case 1 -> selector.orderedBy(NodeOrder.zoneByZone());
      case 2 -> selector.orderedBy(NodeOrder.oldestFirst());
      default -> selector;
    };
  }

  private Choice hostileChoice() {
    return new Choice(HostileSelector.by(dice), all());
  }

  private List<String> all() {
    return instances().stream().map(CloudInstance::id).toList();
  }

  private List<String> olderThan(Duration age) {
    Instant latest = world.time.now().minus(age);
    return instances().stream()
        .filter(instance -> instance.launchedAt().isBefore(latest))
        .map(CloudInstance::id)
        .toList();
  }

  private List<String> inZone(String zone) {
    return instances().stream()
        .filter(instance -> instance.zone().equals(zone))
        .map(CloudInstance::id)
        .toList();
  }

  private List<CloudInstance> instances() {
    return world.cloud.group(group.name()).state().instances();
  }

  @Override
  public String toString() {
    return "%s: %s unavailable, %s of surge, selected %s, canary proven for %s, drained by %s%s"
        .formatted(
            group.name(),
            unavailable,
            surge,
            choice.instances(),
            canary.proof(),
            policy,
            removesUnused ? ", unused nodes removed" : "");
  }
}
