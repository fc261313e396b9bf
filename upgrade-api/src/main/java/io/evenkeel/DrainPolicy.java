package io.evenkeel;

import io.evenkeel.model.Pod;
import io.evenkeel.model.Toleration;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Says what becomes of each pod of a node that is drained.
 *
 * <p>It is asked once per version of a pod, on a thread of the library. It proposes only: budgets,
 * the limits of the plan and the rules of {@link Disposition} hold whatever it answers. A policy
 * that throws is taken as {@link Disposition.Hold} with its name.
 */
@FunctionalInterface
public interface DrainPolicy {

  Disposition decide(PodOnNode subject);

  /**
   * Returns how messages and the digest of a plan name this; by default its class. Policies that
   * decide differently must have different names, since a run is gone on with by their names.
   */
  default String name() {
    return PlugInName.of(this);
  }

  /** Returns how long a node may take to become empty before it counts as stuck; 15 minutes. */
  default Duration timeout() {
    return Duration.ofMinutes(15);
  }

  /** Returns how long an empty node is kept so that load balancers let go of it; 60 seconds. */
  default Duration soak() {
    return Duration.ofSeconds(60);
  }

  /** Returns what is done with a node that is stuck; by default the run fails. */
  default WhenStuck whenStuck() {
    return WhenStuck.fail();
  }

  /**
   * Does what EKS managed node groups do: pods of DaemonSets and mirror pods stay, all others are
   * evicted; 15 minutes per node, then the run fails; 60 seconds between empty and gone.
   */
  static DrainPolicy eks() {
    return named(
        "EKS",
        subject ->
            subject.pod().staysWithItsNode()
                ? Disposition.leave("it belongs to the node")
                : Disposition.evict());
  }

  /**
   * Does what {@code kubectl drain --ignore-daemonsets} does: like {@link #eks()}, but holds pods
   * that nothing would bring back and pods whose local storage would be lost.
   */
  static DrainPolicy kubectl() {
    return named(
        "kubectl",
        eks()
            .holding(pod -> pod.meta().controller().isEmpty(), "nothing would bring this pod back")
            .holding(Pod::emptyDir, "its local storage would be lost"));
  }

  /**
   * Does what Karpenter does: pods that tolerate everything and mirror pods stay, pods marked
   * {@code karpenter.sh/do-not-disrupt: "true"} are waited for, all others are evicted.
   */
  static DrainPolicy karpenter() {
    return named(
        "Karpenter",
        eks()
            .leaving(
                pod ->
                    pod.placement().tolerations().stream().anyMatch(Toleration::coversEverything),
                "it tolerates the closing of its node")
            .holding(
                pod -> "true".equals(pod.meta().annotations().get("karpenter.sh/do-not-disrupt")),
                "it is marked do-not-disrupt"));
  }

  /** Answers like this policy, but holds the pods of the predicate that would be moved. */
  default DrainPolicy holding(Predicate<Pod> pods, String because) {
    return overriding(pods, Disposition.hold(because));
  }

  /** Answers like this policy, but leaves the pods of the predicate that would be moved. */
  default DrainPolicy leaving(Predicate<Pod> pods, String because) {
    return overriding(pods, Disposition.leave(because));
  }

  /** Answers like this policy, but deletes the pods of the predicate that would be moved. */
  default DrainPolicy deleting(Predicate<Pod> pods, String because) {
    return overriding(pods, Disposition.delete(because));
  }

  /** Answers like this policy for the pods of the predicate, and like the other for the rest. */
  default DrainPolicy onlyFor(Predicate<Pod> pods, DrainPolicy otherwise) {
    Given.there(pods, "onlyFor(..)", "a predicate of pods");
    Given.there(otherwise, "onlyFor(..)", "the policy for the other pods");
    return with(
        name() + " for some pods, " + otherwise.name() + " for the others",
        subject -> pods.test(subject.pod()) ? decide(subject) : otherwise.decide(subject),
        timeout(),
        soak(),
        whenStuck());
  }

  default DrainPolicy timeout(Duration timeout) {
    Given.there(timeout, "timeout(..)", "a time of 0 or more");
    return with(name() + ", timeout " + timeout, this, timeout, soak(), whenStuck());
  }

  default DrainPolicy soak(Duration soak) {
    Given.there(soak, "soak(..)", "a time of 0 or more");
    return with(name() + ", soak " + soak, this, timeout(), soak, whenStuck());
  }

  default DrainPolicy whenStuck(WhenStuck step) {
    Given.there(step, "whenStuck(..)", "what is to be done, such as WhenStuck.fail()");
    return with(name() + ", when stuck " + step, this, timeout(), soak(), step);
  }

  private DrainPolicy overriding(Predicate<Pod> pods, Disposition instead) {
    Given.there(pods, "holding(..), leaving(..) or deleting(..)", "a predicate of pods");
    return with(
        name() + ", but " + instead + " for some pods",
        subject ->
            decide(subject) instanceof Disposition.Leave left
                ? left
                : pods.test(subject.pod()) ? instead : decide(subject),
        timeout(),
        soak(),
        whenStuck());
  }

  private static DrainPolicy named(String name, DrainPolicy policy) {
    return with(name, policy, policy.timeout(), policy.soak(), policy.whenStuck());
  }

  private static DrainPolicy with(
      String name, DrainPolicy decisions, Duration timeout, Duration soak, WhenStuck step) {
    return new DrainPolicy() {
      @Override
      public Disposition decide(PodOnNode subject) {
        return decisions.decide(subject);
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public Duration timeout() {
        return timeout;
      }

      @Override
      public Duration soak() {
        return soak;
      }

      @Override
      public WhenStuck whenStuck() {
        return step;
      }
    };
  }
}
