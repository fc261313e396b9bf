package io.evenkeel.aws;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Writes down which calls the SDK sends, by the names that a policy gives them. */
final class CallRecorder implements ExecutionInterceptor {
  private final SortedSet<String> actions = Collections.synchronizedSortedSet(new TreeSet<>());

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
    String service = call.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = call.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    actions.add(prefix(service) + ":" + operation);
  }

  /** The second version of load balancing has the prefix of the first. */
  private static String prefix(String service) {
    return service
        .toLowerCase(Locale.ROOT)
        .replace(" ", "")
        .replace("elasticloadbalancingv2", "elasticloadbalancing");
  }

  /** Records the calls of a client, which sends each once. */
  void record(ClientOverrideConfiguration.Builder client) {
    client.retryStrategy(AwsRetryStrategy.doNotRetry()).addExecutionInterceptor(this);
  }

  List<String> actions() {
    return List.copyOf(actions);
  }
}
