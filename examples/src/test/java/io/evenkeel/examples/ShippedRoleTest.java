package io.evenkeel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.engine.internal.preflight.KubernetesPermissions;
import io.evenkeel.kubernetes.RequiredPermissions;
import org.junit.jupiter.api.Test;

class ShippedRoleTest {

  @Test
  void theShippedRoleGrantsEverythingThatTheEngineAsksFor() {
    assertThat(RequiredPermissions.all(KubernetesPermissions.LEASE_NAMESPACE))
        .containsAll(KubernetesPermissions.needed());
  }

  @Test
  void theEngineAsksForEverythingThatTheAdapterReads() {
    assertThat(KubernetesPermissions.needed()).containsAll(RequiredPermissions.reading());
  }
}
