package io.evenkeel.examples.automode;

import io.evenkeel.aws.UpgradeCheck;
import io.evenkeel.examples.cli.InsightsReport;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.ControlPlaneState;
import java.util.List;

/** What a person looks at before an upgrade, in tables. */
final class Lookup {
  private Lookup() {}

  static String pods(List<Pod> pods, String namespace) {
    Table table = Table.of("NAME", "READY", "STATUS");
    List<Pod> found = pods.stream().filter(pod -> pod.namespace().equals(namespace)).toList();
    found.forEach(pod -> table.row(pod.name(), PodLook.of(pod).ready(), PodLook.of(pod).status()));
    return found.isEmpty()
        ? "No resources found in " + namespace + " namespace." + System.lineSeparator()
        : table.toString();
  }

  static String insights(List<UpgradeCheck> insights) {
    return InsightsReport.of(insights);
  }

  static String subnets(ClusterFacts facts) {
    Table table = Table.of("SUBNET", "ZONE", "FREE ADDRESSES");
    facts.subnets().forEach(s -> table.row(s.id(), s.zone(), Integer.toString(s.freeAddresses())));
    return table.toString();
  }

  static String trust(ClusterFacts facts) {
    Table table = Table.of("ROLE", "LETS", "DO");
    facts
        .trusted()
        .forEach((service, may) -> table.row(facts.role(), service, String.join(", ", may)));
    return table.toString();
  }

  static String addOns(ClusterFacts facts) {
    Table table = Table.of("ADD-ON", "VERSION");
    List<ControlPlaneState.AddOn> addOns = facts.plane().addOns();
    addOns.forEach(addOn -> table.row(addOn.name(), addOn.version()));
    return addOns.isEmpty()
        ? "No add-ons; what nodes need is a part of Auto Mode." + System.lineSeparator()
        : table.toString();
  }
}
