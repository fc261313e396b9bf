package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Findings about one group. */
record Where(String group) {

  static Where in(AutoScalingGroup group) {
    return new Where("Auto Scaling group " + group.autoScalingGroupName());
  }

  Finding blocker(String code, String what, String remedy) {
    return Finding.blocker(code, group, what, remedy);
  }

  Finding warning(String code, String what, String remedy) {
    return Finding.warning(code, group, what, remedy);
  }
}
