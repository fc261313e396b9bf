package io.evenkeel.simulation.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Why a group did something, in the sentences that Auto Scaling uses. */
final class Causes {

  private Causes() {}

  static String at(Instant when, String what) {
    return "At " + when.truncatedTo(ChronoUnit.SECONDS) + " " + what + ".";
  }

  /** Joins what came first, which may be nothing, and what followed. */
  static String after(String first, String then) {
    return first.isEmpty() ? then : first + "  " + then;
  }

  static String update(String by, int min, int max, int from, int to) {
    return by
        + " update of AutoScalingGroup constraints to min: "
        + min
        + ", max: "
        + max
        + ", desired: "
        + to
        + changing(from, to);
  }

  static String desired(int from, int to) {
    return "a user request explicitly set group desired capacity" + changing(from, to);
  }

  static String alarm(int from, int to) {
    return "a monitor alarm in state ALARM triggered a policy" + changing(from, to);
  }

  private static String changing(int from, int to) {
    return from == to ? "" : " changing the desired capacity from " + from + " to " + to;
  }

  static String increase(int from, int to) {
    return "an instance was started in response to a difference between desired and actual"
        + " capacity, increasing the capacity from "
        + from
        + " to "
        + to;
  }

  static String shrink(int from) {
    return "an instance was taken out of service in response to a difference between desired and"
        + " actual capacity, shrinking the capacity from "
        + from
        + " to "
        + (from - 1);
  }

  static String selected(String instance) {
    return "instance " + instance + " was selected for termination";
  }

  static String balance(String zone) {
    return "instances were launched to balance instances in zones "
        + zone
        + " with other zones resulting in more than desired number of instances in the group";
  }

  static String userTermination(String instance, int desired, boolean decrement) {
    return "instance "
        + instance
        + " was taken out of service in response to a user request, "
        + (decrement
            ? "shrinking the capacity from " + (desired + 1) + " to " + desired
            : "keeping the capacity at " + desired);
  }

  static String health(String check) {
    return "an instance was taken out of service in response to " + check;
  }

  static String successor() {
    return "an instance was launched in response to an unhealthy instance needing to be replaced";
  }
}
