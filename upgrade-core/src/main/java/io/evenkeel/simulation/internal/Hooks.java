package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.LifecycleHook;
import io.evenkeel.simulation.LifecycleHook.Result;
import io.evenkeel.simulation.LifecycleHook.Transition;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.spi.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Instances that a group's hooks hold back until somebody, or time, lets them go on. */
final class Hooks {

  private final CloudWorld world;
  private final Map<String, Hold> held = new LinkedHashMap<>();

  Hooks(CloudWorld world) {
    this.world = world;
  }

  /** Calls with the result once all hooks of the transition are done; at once where none is. */
  void hold(GroupBook group, InstanceBook instance, Transition transition, Consumer<Result> then) {
    List<LifecycleHook> hooks = group.hooks.stream().filter(h -> h.on() == transition).toList();
    if (hooks.isEmpty()) {
      then.accept(Result.CONTINUE);
      return;
    }
    group.move(
        instance,
        transition == Transition.LAUNCHING
            ? LifecycleState.PENDING_WAIT
            : LifecycleState.TERMINATING_WAIT);
    world.log.add(Kind.HELD, group.name(), instance.id, "by " + hooks.get(0).name());
    new Hold(group, instance, hooks, then).begin();
  }

  /** Says how the instance goes on; returns whether it was held back at all. */
  boolean complete(String instance, Result result) {
    Hold hold = held.get(instance);
    if (hold != null) {
      hold.done(result);
    }
    return hold != null;
  }

  /** What waits for a hook that is taken away goes on as by its default. */
  void removed(GroupBook group, String hook) {
    List.copyOf(held.values()).stream()
        .filter(hold -> hold.group == group && hold.hook().name().equals(hook))
        .forEach(hold -> hold.done(hold.hook().byDefault()));
  }

  /** Starts the wait again; returns whether the instance was held back at all. */
  boolean heartbeat(String instance) {
    Hold hold = held.get(instance);
    if (hold != null) {
      hold.waitAnew();
    }
    return hold != null;
  }

  /** One instance that waits for one hook after another. */
  private final class Hold {
    private final GroupBook group;
    private final InstanceBook instance;
    private final List<LifecycleHook> hooks;
    private final Consumer<Result> then;
    private final LifecycleState state;
    private int at;
    private Timeline.Cancellable timeout = () -> {};

    Hold(GroupBook group, InstanceBook instance, List<LifecycleHook> hooks, Consumer<Result> then) {
      this.group = group;
      this.instance = instance;
      this.hooks = hooks;
      this.then = then;
      this.state = instance.state;
    }

    void begin() {
      held.put(instance.id, this);
      waitAnew();
      LifecycleHook hook = hooks.get(at);
      hook.answered()
          .ifPresent(
              range ->
                  world.timeline.schedule(
                      group.chance.draw(range, instance.id + hook.name()), () -> answered(hook)));
    }

    private void answered(LifecycleHook hook) {
      if (held.get(instance.id) == this && hooks.get(at) == hook) {
        done(Result.CONTINUE);
      }
    }

    LifecycleHook hook() {
      return hooks.get(at);
    }

    void waitAnew() {
      timeout.cancel();
      LifecycleHook hook = hook();
      timeout = world.timeline.schedule(hook.heartbeat(), () -> done(hook.byDefault()));
    }

    void done(Result result) {
      timeout.cancel();
      held.remove(instance.id, this);
      if (instance.state != state) {
        return;
      }
      at++;
      if (result == Result.CONTINUE && at < hooks.size()) {
        begin();
      } else {
        then.accept(result);
      }
    }
  }
}
