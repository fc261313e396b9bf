package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/**
 * Tools that declare groups, told by the tags that they leave. Each may set back what a run has
 * changed, the next time that it is applied.
 */
final class Declarations {
  /** The most telling first: eksctl works through CloudFormation. */
  private static final List<Tool> TOOLS =
      List.of(
          new Tool(
              "MANAGED_BY_EKSCTL",
              "eksctl",
              tag -> tag.key().startsWith("alpha.eksctl.io/"),
              "do not run eksctl on this node group while the run lasts, and replace it there, or"
                  + " leave eksctl out of it, afterwards"),
          new Tool(
              "MANAGED_BY_KOPS",
              "kOps",
              tag -> tag.key().startsWith("kops.k8s.io/"),
              "do not run kops update or rolling-update while the run lasts, and set the image of"
                  + " the instance group to the one that the run leaves"),
          new Tool(
              "MANAGED_BY_CLUSTER_API",
              "Cluster API",
              tag -> tag.key().startsWith("sigs.k8s.io/cluster-api-provider-aws/"),
              "pause its machine pool while the run lasts, since its controller sets the group back"
                  + " at any time, and declare the version that the run leaves"),
          new Tool(
              "MANAGED_BY_CLOUDFORMATION",
              "CloudFormation",
              tag -> tag.key().equals("aws:cloudformation:stack-name"),
              Tool.APPLIED),
          new Tool("MANAGED_BY_TERRAFORM", "Terraform", Declarations::terraform, Tool.APPLIED));

  private Declarations() {}

  /** A tool that leaves its mark on what it declares. */
  private record Tool(String code, String name, Predicate<TagDescription> mark, String remedy) {
    static final String APPLIED =
        "do not apply it while the run lasts, and afterwards declare the version that the run"
            + " leaves";

    Optional<Finding> on(AutoScalingGroup group) {
      return group.tags().stream().anyMatch(mark)
          ? Optional.of(
              Where.in(group)
                  .warning(
                      code,
                      name + " declares this group and may set template version and sizes back",
                      remedy))
          : Optional.empty();
    }
  }

  static List<Finding> of(AutoScalingGroup group) {
    return TOOLS.stream().map(tool -> tool.on(group)).flatMap(Optional::stream).toList();
  }

  private static boolean terraform(TagDescription tag) {
    return tag.key().toLowerCase(Locale.ROOT).contains("terraform")
        || "terraform".equalsIgnoreCase(tag.value());
  }
}
