package io.evenkeel.examples.cli;

import io.evenkeel.kubernetes.KubernetesCluster;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster. */
final class ClusterArguments {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Kubeconfig of the cluster; by default $KUBECONFIG or ~/.kube/config.")
  private Optional<Path> kubeconfig = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig; by default its current one.")
  private Optional<String> context = Optional.empty();

  KubernetesCluster connect() {
    if (context.isPresent()) {
      return kubeconfig
          .map(file -> KubernetesCluster.fromKubeconfig(file, context.get()))
          .orElseGet(() -> KubernetesCluster.inContext(context.get()));
    }
    return kubeconfig
        .map(KubernetesCluster::fromKubeconfig)
        .orElseGet(KubernetesCluster::fromKubeconfig);
  }
}
