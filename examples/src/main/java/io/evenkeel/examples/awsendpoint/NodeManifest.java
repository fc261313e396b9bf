package io.evenkeel.examples.awsendpoint;

import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.BootedInstance.Joining;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeAddress;
import io.kubernetes.client.openapi.models.V1NodeSpec;
import io.kubernetes.client.openapi.models.V1NodeStatus;
import io.kubernetes.client.openapi.models.V1NodeSystemInfo;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a self-managed node of EKS registers as. */
record NodeManifest(String region) {

  /** Read by the stages that play the kubelets. */
  private static final String BOOTS = "evenkeel.io/boots";

  String name(String address) {
    return "ip-" + address.replace('.', '-') + "." + region + ".compute.internal";
  }

  /**
   * Returns the node of an instance.
   *
   * @param kubernetesVersion of its kubelet, such as {@code 1.34}
   */
  V1Node of(BootedInstance instance, String address, String kubernetesVersion) {
    String name = name(address);
    V1ObjectMeta meta = new V1ObjectMeta().name(name).labels(labels(instance, name));
    if (instance.joining() == Joining.NEVER_READY) {
      meta.putAnnotationsItem(BOOTS, "never");
    }
    return new V1Node()
        .apiVersion("v1")
        .kind("Node")
        .metadata(meta)
        .spec(new V1NodeSpec().providerID(instance.providerId()))
        .status(status(instance, name, address, kubernetesVersion));
  }

  private Map<String, String> labels(BootedInstance instance, String name) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("kubernetes.io/hostname", name);
    labels.put("kubernetes.io/arch", "amd64");
    labels.put("kubernetes.io/os", "linux");
    labels.put("node.kubernetes.io/instance-type", instance.type());
    labels.put("topology.kubernetes.io/region", region);
    labels.put("topology.kubernetes.io/zone", instance.zone());
    labels.putAll(instance.nodeLabels());
    return labels;
  }

  private V1NodeStatus status(
      BootedInstance instance, String name, String address, String kubernetesVersion) {
    MachineSize size = MachineSize.of(instance.type());
    return new V1NodeStatus()
        .capacity(quantities(size.cores() + "", size.memoryGib() + "Gi", size.pods()))
        .allocatable(
            quantities(
                size.cores() * 1000 - 70 + "m", size.memoryGib() * 1024 - 1024 + "Mi", size.pods()))
        .addAddressesItem(new V1NodeAddress().type("InternalIP").address(address))
        .addAddressesItem(new V1NodeAddress().type("Hostname").address(name))
        .nodeInfo(info(instance, kubernetesVersion));
  }

  private V1NodeSystemInfo info(BootedInstance instance, String kubernetesVersion) {
    return new V1NodeSystemInfo()
        .architecture("amd64")
        .operatingSystem("linux")
        .osImage("Amazon Linux 2023 (" + instance.image() + ")")
        .kernelVersion("6.12.0")
        .containerRuntimeVersion("containerd://2.1.4")
        .kubeletVersion("v" + kubernetesVersion + ".0-eks-" + instance.image())
        .kubeProxyVersion("")
        .bootID(instance.instanceId())
        .machineID(instance.instanceId())
        .systemUUID(instance.instanceId());
  }

  private static Map<String, Quantity> quantities(String cpu, String memory, int pods) {
    Map<String, Quantity> quantities = new LinkedHashMap<>();
    quantities.put("cpu", new Quantity(cpu));
    quantities.put("memory", new Quantity(memory));
    quantities.put("pods", new Quantity(String.valueOf(pods)));
    return quantities;
  }
}
