package io.evenkeel.aws;

import io.evenkeel.aws.internal.ClientFactory;
import io.evenkeel.aws.internal.Clients;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Finds every problem of what a builder was given, at once. */
final class BuilderChecks {
  private BuilderChecks() {}

  static void check(
      Optional<String> region,
      Optional<URI> endpoint,
      Optional<AwsCredentialsProvider> credentials,
      Optional<Clients> clients,
      Duration callTimeout,
      int readsPerSecond) {
    List<String> problems = new ArrayList<>();
    if (clients.isEmpty() && region.filter(name -> !name.isBlank()).isEmpty()) {
      problems.add("there is no region; call region(\"eu-west-1\"), or hand in clients");
    }
    if (clients.isPresent() && (endpoint.isPresent() || credentials.isPresent())) {
      problems.add("endpoint and credentials belong to the clients that were handed in");
    }
    if (callTimeout.isZero() || callTimeout.isNegative()) {
      problems.add("the call timeout must be positive, not " + callTimeout);
    }
    if (readsPerSecond < 1) {
      problems.add("there must be at least one read in a second, not " + readsPerSecond);
    }
    clients.stream().flatMap(ClientFactory::retrying).forEach(problems::add);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }
}
