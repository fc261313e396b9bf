package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedCluster.check;

import io.evenkeel.model.Workload;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Rescale;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a client may do and knows of its server, and how it scales. */
final class AccessChecks {

  private static final String MARK = "evenkeel.io/check";

  private AccessChecks() {}

  static List<ContractCheck> all(Supplier<ClusterClientHarness> harness) {
    return List.of(
        check("a missing permission is found", "permissions", harness, c -> lacked(c)),
        check("the server tells its version", "version", harness, c -> version(c)),
        check("a Deployment is scaled", "scaled", harness, c -> scaled(c)),
        check("a Deployment is marked as it is scaled", "marked", harness, c -> marked(c)),
        check("a Deployment that others scaled is left", "not-scaled", harness, c -> moved(c)),
        check("a Deployment of another uid is left", "other-scale", harness, c -> other(c)));
  }

  private static void lacked(CheckedCluster c) {
    Permission lacked = c.harness.lackedPermission();
    List<Permission> wanted = List.of(Permission.of("list", "", "pods"), lacked);
    List<Permission> missing =
        Expect.ok(c.ask(client -> client.missingPermissions(wanted)), "asking for permissions");
    Expect.same(List.of(lacked), missing, "what is missing");
  }

  private static void version(CheckedCluster c) {
    String version = Expect.ok(c.ask(client -> client.serverVersion()), "asking for the version");
    Expect.that(version.matches("\\d+\\.\\d+"), "a version such as 1.36", version);
  }

  private static void scaled(CheckedCluster c) {
    c.deployed(1);
    c.rescaled(Rescale.of(1, 2));
    c.until("two pods", () -> c.view.ready(c.name).size() == 2);
    Expect.same(2, c.deployment().replicas(), "replicas");
  }

  private static void marked(CheckedCluster c) {
    c.deployed(1);
    c.rescaled(new Rescale(1, 2, Map.of(MARK, "1"), List.of()));
    c.until("the mark", () -> c.deployment().meta().annotations().containsKey(MARK));
    c.rescaled(new Rescale(2, 1, Map.of(), List.of(MARK)));
    c.until("no mark", () -> !c.deployment().meta().annotations().containsKey(MARK));
    Expect.same(1, c.deployment().replicas(), "replicas");
  }

  private static void moved(CheckedCluster c) {
    c.deployed(2);
    Answer<Answer.Done> answer = c.ask(client -> client.scale(c.deployment(), Rescale.of(1, 3)));
    Expect.answered(Answer.Conflict.class, answer, "scaling from what it no longer is");
  }

  private static void other(CheckedCluster c) {
    c.deployed(1);
    Workload other =
        c.deployment()
            .withMeta(
                CheckedCluster.withUid(
                    c.deployment().meta(), "00000000-0000-0000-0000-000000000000"));
    Answer<Answer.Done> answer = c.ask(client -> client.scale(other, Rescale.of(1, 2)));
    Expect.answered(Answer.Missing.class, answer, "scaling another workload");
  }
}
