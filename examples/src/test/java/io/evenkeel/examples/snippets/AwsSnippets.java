package io.evenkeel.examples.snippets;

import io.evenkeel.aws.Architecture;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.aws.ImageFamily;

final class AwsSnippets {
  private AwsSnippets() {}

  static void groups() {
    // region groups
    AutoScalingGroups.inRegion("eu-west-1");

    AutoScalingGroups.builder()
        .region("eu-west-1")
        .cluster("shop") // else from the tags of the group
        .imageFamily(ImageFamily.BOTTLEROCKET) // else from the name of the current image
        .architecture(Architecture.ARM64) // else from the current image
        .build();
    // endregion
  }
}
