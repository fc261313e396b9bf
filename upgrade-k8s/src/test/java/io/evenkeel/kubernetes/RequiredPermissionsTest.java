package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.evenkeel.spi.Permission;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class RequiredPermissionsTest {
  private static final String MANIFEST = "rbac/evenkeel-upgrader.yaml";

  @Test
  void areExactlyWhatTheShippedRolesGrant() throws Exception {
    // given
    List<Permission> granted = new ArrayList<>();
    // when
    try (InputStream in = RequiredPermissions.class.getResourceAsStream(MANIFEST)) {
      for (Object document : new Yaml().loadAll(in)) {
        addGranted(new Gson().toJsonTree(document).getAsJsonObject(), granted);
      }
    }
    // then
    assertThat(granted)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(RequiredPermissions.all("kube-system"));
  }

  private static void addGranted(JsonObject document, List<Permission> granted) {
    if (!document.has("rules")) {
      return;
    }
    JsonElement namespace = document.getAsJsonObject("metadata").get("namespace");
    String where = namespace == null ? "" : namespace.getAsString();
    for (JsonElement rule : document.getAsJsonArray("rules")) {
      addRule(rule.getAsJsonObject(), where, granted);
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
