package io.evenkeel.examples.awsendpoint;

import java.nio.file.Path;
import java.util.Optional;

/** What a person needs to know once the endpoint is up. */
final class Greeting {

  private Greeting() {}

  static String of(AwsEndpoint endpoint, Optional<Path> kubeconfig, String region, String group) {
    return """
        The AWS endpoint is up: %s

          AWS command line   aws --endpoint-url %s --region %s autoscaling describe-auto-scaling-groups
          upgrade            ./mvnw -q compile exec:java -Dexample=cli -Dexec.args="%s"

        The AWS command line needs some credentials, and any will do. Ctrl-C stops the endpoint%s.
        """
        .formatted(
            endpoint.uri(),
            endpoint.uri(),
            region,
            upgrade(endpoint, kubeconfig, region, group),
            kubeconfig.isPresent() ? " and removes its nodes" : "");
  }

  private static String upgrade(
      AwsEndpoint endpoint, Optional<Path> kubeconfig, String region, String group) {
    return "upgrade --group "
        + group
        + " --to latest --max-surge 3 --region "
        + region
        + " --aws-endpoint "
        + endpoint.uri()
        + kubeconfig.map(file -> " --kubeconfig " + file).orElse("")
        + " --yes";
  }
}
