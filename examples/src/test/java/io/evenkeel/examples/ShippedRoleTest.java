package io.evenkeel.examples;

import static io.evenkeel.WhenStuck.surgeReplicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.engine.internal.preflight.KubernetesPermissions;
import io.evenkeel.kubernetes.RequiredPermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedRoleTest {

  @Test
  void theShippedRoleGrantsEverythingThatTheEngineAsksFor() {
    assertThat(RequiredPermissions.all(KubernetesPermissions.LEASE_NAMESPACE))
        .containsAll(KubernetesPermissions.needed(List.of(surgeReplicas().thenForceDeletion())));
  }

  @Test
  void theEngineAsksForEverythingThatTheAdapterReads() {
    assertThat(KubernetesPermissions.needed(List.of())).containsAll(RequiredPermissions.reading());
  }
}
