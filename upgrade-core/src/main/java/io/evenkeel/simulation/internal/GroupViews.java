package io.evenkeel.simulation.internal;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Interference;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.DescribeConsistency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a caller is shown of the groups: the truth, or the truth of a while ago. */
final class GroupViews {

  static final String MARK = "evenkeel.io/";

  private final CloudWorld world;
  private final Map<String, Deque<View>> past = new LinkedHashMap<>();
  private final Map<String, View> latest = new LinkedHashMap<>();
  private final Blur blur;
  private Duration lag = Duration.ZERO;

  GroupViews(CloudWorld world) {
    this.world = world;
    this.blur = new Blur(world);
    world.log.listen(this::remember);
  }

  /** Shows everything that much later from now on. */
  void lag(Duration newLag) {
    this.lag = newLag;
    world.groups.values().forEach(this::remember);
  }

  void consistency(DescribeConsistency consistency) {
    blur.set(consistency);
  }

  /** Returns how long after a change it is certain to be shown. */
  Duration lag() {
    return lag.plus(blur.longest());
  }

  /** Returns the group as it is shown, in the cloud's own words. */
  CloudGroup truthShown(String name) {
    return blur.of(shown(name).truth);
  }

  GroupState of(String name) {
    View view = shown(name);
    return blur.none() ? view.state : model(world.book(name), blur.of(view.truth));
  }

  private View shown(String name) {
    GroupBook group = world.book(name);
    if (lag.isZero()) {
      return view(group);
    }
    Deque<View> views = past.computeIfAbsent(name, n -> new ArrayDeque<>(List.of(view(group))));
    Instant visible = world.timeline.now().minus(lag);
    while (views.size() > 1 && !second(views).since.isAfter(visible)) {
      views.removeFirst();
    }
    return views.getFirst();
  }

  private void remember(CloudChange change) {
    GroupBook group = world.groups.get(change.group());
    if (group != null && !lag.isZero()) {
      remember(group);
    }
  }

  private void remember(GroupBook group) {
    past.computeIfAbsent(group.name(), n -> new ArrayDeque<>()).add(view(group));
  }

  private View view(GroupBook group) {
    CloudGroup truth = group.snapshot();
    View known = latest.get(group.name());
    if (known != null && known.truth == truth) {
      return known;
    }
    View fresh = new View(truth, model(group, truth), world.timeline.now());
    latest.put(group.name(), fresh);
    return fresh;
  }

  private static View second(Deque<View> views) {
    var each = views.iterator();
    each.next();
    return each.next();
  }

  private static GroupState model(GroupBook group, CloudGroup truth) {
    Map<String, String> marks = new LinkedHashMap<>();
    for (CloudGroup.Tag tag : truth.tags()) {
      if (tag.key().startsWith(MARK)) {
        marks.put(tag.key().substring(MARK.length()), tag.value());
      }
    }
    List<Instance> instances = truth.instances().stream().map(CloudInstance::asModel).toList();
    return new GroupState(
        truth.name(),
        truth.min(),
        truth.max(),
        truth.desired(),
        truth.zones(),
        truth.pointer(),
        truth.suspended(),
        marks,
        instances,
        group.recentFailure,
        group.sizeChanges.told(),
        interferences(group));
  }

  private static List<Interference> interferences(GroupBook group) {
    Interference zones = new Interference("AZRebalance", Interference.Cause.UNEVEN_ZONES);
    return group.settings.habits().asksLoadBalancer()
        ? List.of(
            zones, new Interference("ReplaceUnhealthy", Interference.Cause.UNHEALTHY_INSTANCES))
        : List.of(zones);
  }

  private record View(CloudGroup truth, GroupState state, Instant since) {}
}
