package io.evenkeel.examples.snippets;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.engine.Cleanup;
import io.evenkeel.engine.RequestAnswer;
import io.evenkeel.engine.RunControl;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KubernetesCluster;

final class OperatingSnippets {
  private OperatingSnippets() {}

  static void control() {
    // region control
    try (KubernetesCluster cluster = KubernetesCluster.fromKubeconfig();
        Upgrader upgrader = Upgrader.create()) {
      RunControl control = upgrader.control(cluster);
      control.status().ifPresent(run -> System.out.println(run.holder() + " is at work"));

      RequestAnswer answer = control.pause(); // also resume(), approve(wave), cancel()
      if (answer.taken()) {
        control.awaitHeld(); // nothing is under way any more
      } else {
        System.out.println(answer.words());
      }
    }
    // endregion
  }

  static void cleanup(KubernetesCluster cluster, Upgrader upgrader) {
    // region cleanup
    UpgradeOutcome outcome =
        upgrader
            .control(cluster)
            .cleanup(Cleanup.of(AutoScalingGroups.inRegion("eu-west-1"), "orders-workers"));
    outcome.summary().groups().forEach(group -> System.out.println(group.leftovers()));
    // endregion
  }
}
