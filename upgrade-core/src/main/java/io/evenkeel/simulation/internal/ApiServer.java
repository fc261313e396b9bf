package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Rescale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API server answers at the moment when a request reaches it. */
final class ApiServer {
  private final World world;
  private final PodDeletion deletion;
  private final Evictions evictions;
  final Leases leases;
  private String version = "1.36";
  private final List<Permission> denied = new ArrayList<>();

  ApiServer(World world, PodDeletion deletion) {
    this.world = world;
    this.deletion = deletion;
    this.evictions = new Evictions(world, deletion);
    this.leases = new Leases(world);
  }

  String version() {
    return version;
  }

  void upgradeTo(String newVersion) {
    version = newVersion;
  }

  void deny(Permission permission) {
    denied.add(permission);
  }

  void allow(Permission permission) {
    denied.remove(permission);
  }

  /** Returns why the call is not allowed, if it is not. */
  <T> Optional<Answer<T>> denial(String verb, String group, String resource) {
    for (Permission no : denied) {
      if (no.verb().equals(verb) && no.group().equals(group) && no.resource().equals(resource)) {
        return Optional.of(new Answer.Denied<>(no.toString(), "forbidden: cannot " + no));
      }
    }
    return Optional.empty();
  }

  Answer<List<Permission>> missing(List<Permission> wanted) {
    return Answer.ok(
        wanted.stream()
            .filter(want -> denial(want.verb(), want.group(), want.resource()).isPresent())
            .toList());
  }

  EvictionAnswer evict(Pod pod, Optional<Duration> grace) {
    Optional<Answer<Answer.Done>> no = denial("create", "", "pods/eviction");
    if (no.isPresent() && no.get() instanceof Answer.Denied<Answer.Done> denial) {
      return new EvictionAnswer.Forbidden(denial.permission(), denial.because());
    }
    return evictions.evict(pod, grace);
  }

  Answer<Answer.Done> delete(Pod asked, Duration grace) {
    Optional<Answer<Answer.Done>> no = denial("delete", "", "pods");
    if (no.isPresent()) {
      return no.get();
    }
    Pod pod = world.store.pod(asked.key(), asked.uid());
    if (pod == null) {
      return new Answer.Missing<>(asked.key() + " is gone");
    }
    if (!world.history.off()) {
      world.history.add("deletion of " + pod.key());
    }
    world.tell(new Truth.Deleted(world.now(), pod));
    deletion.delete(pod, grace);
    return Answer.done();
  }

  Answer<Node> patch(Node observed, NodePatch patch) {
    Optional<Answer<Node>> no = denial("patch", "", "nodes");
    if (no.isPresent()) {
      return no.get();
    }
    Node node = world.store.node(observed.name());
    if (node == null) {
      return new Answer.Missing<>(observed.key() + " is gone");
    }
    if (!node.uid().equals(observed.uid()) || !node.providerId().equals(observed.providerId())) {
      return new Answer.Conflict<>(observed.key() + " is another node by now");
    }
    if (patch.changesTaints()
        && !node.meta().resourceVersion().equals(observed.meta().resourceVersion())) {
      return new Answer.Conflict<>(observed.key() + " has changed meanwhile");
    }
    return Answer.ok(patch.isNothing() ? node : world.store.update(patch.applyTo(node)));
  }

  Answer<Answer.Done> scale(Workload observed, Rescale change) {
    Optional<Answer<Answer.Done>> no = denial("patch", "apps", "deployments");
    if (no.isPresent()) {
      return no.get();
    }
    Workload workload = world.store.workload(observed.key());
    if (workload == null || !workload.uid().equals(observed.uid())) {
      return new Answer.Missing<>(observed.key() + " is gone");
    }
    if (workload.replicas() != change.from()) {
      return new Answer.Conflict<>(
          observed.key() + " now wants " + workload.replicas() + " replicas, not " + change.from());
    }
    rescale(marked(workload, change), change.to());
    return Answer.done();
  }

  private static Workload marked(Workload workload, Rescale change) {
    Map<String, String> annotations = new LinkedHashMap<>(workload.meta().annotations());
    change.removeAnnotations().forEach(annotations::remove);
    annotations.putAll(change.setAnnotations());
    return workload.withMeta(workload.meta().withAnnotations(annotations));
  }

  void rescale(Workload workload, int to) {
    world.store.update(
        workload
            .withMeta(workload.meta().withGeneration(workload.meta().generation() + 1))
            .withReplicas(to, workload.readyReplicas()));
  }

  Answer<LeaseRecord> writeLease(LeaseRecord lease) {
    String verb = lease.version().isEmpty() ? "create" : "update";
    return this.<LeaseRecord>denial(verb, "coordination.k8s.io", "leases")
        .orElseGet(() -> leases.write(lease));
  }

  Answer<LeaseRecord> readLease(String name) {
    return this.<LeaseRecord>denial("get", "coordination.k8s.io", "leases")
        .orElseGet(() -> leases.read(name));
  }
}
