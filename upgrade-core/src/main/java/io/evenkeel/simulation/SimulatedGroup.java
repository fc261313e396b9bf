package io.evenkeel.simulation;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.List;

/**
 * An Auto Scaling group of a simulated cloud, for tests to look at and for everybody else who may
 * change it: an operator, a schedule, an autoscaler. Calls take effect at once.
 *
 * <p>Call on the timeline's thread. Every method throws {@link CloudRejection} where the cloud
 * would turn the request down.
 */
public interface SimulatedGroup {

  String name();

  /** Returns the group as it truly is now. */
  CloudGroup state();

  /** Returns what the group did to itself, oldest first. */
  List<ScalingActivity> activities();

  /** Returns the most instances that were ever pending, in service or standby at once. */
  int peakInstances();

  /** Returns what the prepared machines of its warm pool were prepared from, the next one first. */
  List<TemplateVersion> warmPool();

  /** Takes its warm pool away; nothing is prepared any more. */
  void deleteWarmPool();

  /** Sets the desired size; the group then launches, or chooses whom to terminate. */
  void setDesired(int instances);

  /**
   * Sets the limits; desired follows where it lies outside.
   *
   * @throws CloudRejection where the minimum is above the maximum
   */
  void setLimits(int min, int max);

  /** Sets limits and desired size together. */
  void resize(int min, int max, int desired);

  /** Launches from that template version from now on; {@code $Latest} and {@code $Default} too. */
  void point(TemplateVersion template);

  /** Asks that the instance go. */
  void terminate(String instanceId, AfterTermination after);

  /**
   * Takes the machine away without a word to the group, as an operator does who terminates it
   * through EC2; the group's health check finds out.
   */
  void loseMachine(String instanceId);

  /** Takes an instance out of service, or puts it back; desired does not change. */
  void standby(String instanceId, boolean aside);

  /** Lets the instance go with its machine running on; the group may launch another. */
  void detach(String instanceId, AfterTermination after);

  /** Protects an instance from being chosen when the group shrinks by itself, or no longer. */
  void protect(String instanceId, boolean kept);

  /** Returns the target groups that its instances are registered in. */
  List<TargetGroup> targetGroups();

  /** Returns whether it takes the word of load balancers about the health of its instances. */
  boolean asksLoadBalancer();

  /** Takes an instance out of a target group, where its connections may end first. */
  void deregister(String instanceId, String targetGroup);

  /** Puts an instance into a target group of the group again. */
  void register(String instanceId, String targetGroup);

  /** Says how an instance is that the group's checks may see otherwise. */
  void declareHealth(String instanceId, boolean healthy);

  /** Lets the group choose by that policy from now on, when it shrinks by itself. */
  void terminatesBy(TerminationPolicy policy);

  /** Adds a hook; instances that are under way already are not held back by it. */
  void putHook(LifecycleHook hook);

  /** Takes a hook away; what it holds back goes on as by its default. */
  void removeHook(String name);

  /** Says how an instance goes on that a hook holds back. */
  void completeHook(String instanceId, LifecycleHook.Result result);

  /** Lets the wait of an instance that a hook holds back start again. */
  void heartbeat(String instanceId);

  /** Switches processes off, such as {@code Launch} or {@code AZRebalance}. */
  void suspend(List<String> processes);

  void resume(List<String> processes);

  /** Sets limits and desired size after that time, unless {@code ScheduledActions} is off then. */
  void schedule(Duration after, int min, int max, int desired);

  /** Sets desired as an alarm's policy does, within the limits, unless alarms are off. */
  void alarm(int desired);

  void tag(String key, String value, boolean propagated);

  void untag(String key);

  /**
   * Deletes the group; with force its instances are terminated.
   *
   * @throws CloudRejection where it has instances and is not forced
   */
  void delete(boolean force);

  /** Returns what may befall its instances. */
  GroupAccidents accidents();
}
