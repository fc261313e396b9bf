package io.evenkeel.simulation.contract;

import io.evenkeel.spi.InstanceProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the checks of {@link InstanceProviderContract} need of the cloud behind a provider. The
 * latest image must differ from the one that new groups launch from.
 */
public interface InstanceProviderHarness {

  /** Returns the provider to check. */
  InstanceProvider provider();

  /**
   * Makes a group of its own name over at least two zones, with its own launch template, and
   * returns its name once all its instances are in service.
   */
  String newGroup(int size, int min, int max);

  /**
   * Makes a group of two instances that a target group of a load balancer leads to, which lets
   * connections last for some seconds; empty where the cloud has no such thing.
   */
  default Optional<String> newBalancedGroup() {
    return Optional.empty();
  }

  /** Changes the desired size as somebody else. */
  void setDesired(String group, int instances);

  /** Lets that much of the cloud's time pass. */
  void letPass(Duration time);

  /** Returns the value of a stage once it is complete; an exception where it takes too long. */
  <T> T await(CompletionStage<T> stage);
}
