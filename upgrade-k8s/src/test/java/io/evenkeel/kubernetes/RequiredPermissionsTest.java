package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.evenkeel.spi.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class RequiredPermissionsTest {
  /** Classes are looked at where one may: they are of many kinds, and a roll goes without. */
  private static final Set<String> CLASSES =
      Set.of("ec2nodeclasses", "nodeclasses", "kwoknodeclasses");

  @Test
  void areExactlyWhatTheShippedRolesGrant() throws Exception {
    assertThat(granted("evenkeel-upgrader"))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(RequiredPermissions.all("kube-system"));
  }

  @Test
  void ofNodePoolsAreExactlyWhatTheirRolesGrant() throws Exception {
    // given
    List<Permission> needed = new ArrayList<>(RequiredPermissions.readingNodePools());
    // when
    needed.addAll(RequiredPermissions.drivingNodePools("kube-system"));
    // then
    assertThat(granted("evenkeel-node-pools"))
        .doesNotHaveDuplicates()
        .filteredOn(permission -> !CLASSES.contains(permission.resource()))
        .containsExactlyInAnyOrderElementsOf(needed);
    assertThat(granted("evenkeel-node-pool-budgets"))
        .containsExactlyElementsOf(RequiredPermissions.tighteningNodePools());
  }

  private static List<Permission> granted(String role) throws IOException {
    List<Permission> granted = new ArrayList<>();
    try (InputStream in = RequiredPermissions.class.getResourceAsStream("rbac/" + role + ".yaml")) {
      for (Object document : new Yaml().loadAll(in)) {
        addGranted(new Gson().toJsonTree(document).getAsJsonObject(), granted);
      }
    }
    return granted;
  }

  private static void addGranted(JsonObject document, List<Permission> granted) {
    if (!document.has("rules")) {
      return;
    }
    JsonElement namespace = document.getAsJsonObject("metadata").get("namespace");
    String where = namespace == null ? "" : namespace.getAsString();
    for (JsonElement rule : document.getAsJsonArray("rules")) {
      if (!rule.getAsJsonObject().has("resourceNames")) {
        addRule(rule.getAsJsonObject(), where, granted);
      }
    }
  }

  private static void addRule(JsonObject rule, String namespace, List<Permission> granted) {
    for (JsonElement group : rule.getAsJsonArray("apiGroups")) {
      for (JsonElement resource : rule.getAsJsonArray("resources")) {
        for (JsonElement verb : rule.getAsJsonArray("verbs")) {
          granted.add(
              new Permission(
                  verb.getAsString(), group.getAsString(), resource.getAsString(), namespace));
        }
      }
    }
  }
}
