package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of each component, on ports and files of one start. */
final class CommandLines {

  private final Path folder;
  private final Credentials credentials;
  private final int etcdPort;
  private final int apiServerPort;
  private final int kwokPort;
  private final int karpenterPort;
  private final List<Integer> otherPorts;
  private volatile Optional<String> emulated = Optional.empty();

  CommandLines(Path folder, Credentials credentials, Ports ports) {
    this.folder = folder;
    this.credentials = credentials;
    this.etcdPort = ports.next();
    this.apiServerPort = ports.next();
    this.kwokPort = ports.next();
    this.karpenterPort = ports.next();
    this.otherPorts = List.of(ports.next(), ports.next(), ports.next(), ports.next());
  }

  int apiServerPort() {
    return apiServerPort;
  }

  int kwokPort() {
    return kwokPort;
  }

  /** Returns the port on which Karpenter tells whether it is ready. */
  int karpenterPort() {
    return karpenterPort;
  }

  Path auditPolicy() {
    return folder.resolve("audit-policy.yaml");
  }

  Path auditLog() {
    return folder.resolve("audit.log");
  }

  /** Returns the certificate that the API server makes for itself as it starts. */
  Path certificate() {
    return folder.resolve("certificates").resolve("apiserver.crt");
  }

  Path adminKubeconfig() {
    return folder.resolve(Credentials.ADMIN + ".kubeconfig");
  }

  List<String> etcd() {
    return List.of(
        "--data-dir=" + folder.resolve("etcd"),
        "--client-url=" + etcdUrl(),
        "--peer-url=http://127.0.0.1:" + otherPorts.get(0));
  }

  /** Lets the API server behave like that version when it is started the next time. */
  void emulate(String version) {
    emulated = Optional.of(version);
  }

  List<String> apiServer() {
    List<String> arguments = new ArrayList<>(apiServerOfItsOwnVersion());
    emulated.ifPresent(version -> arguments.addAll(emulating(version)));
    return arguments;
  }

  /** Nodes are admitted by a kind of policy that is on by itself only from 1.36 on. */
  private static List<String> emulating(String version) {
    return List.of(
        "--emulated-version=kube=" + version,
        "--emulation-forward-compatible=true",
        "--feature-gates=MutatingAdmissionPolicy=true",
        "--runtime-config=admissionregistration.k8s.io/v1beta1=true");
  }

  private List<String> apiServerOfItsOwnVersion() {
    return List.of(
        "--etcd-servers=" + etcdUrl(),
        "--bind-address=127.0.0.1",
        "--secure-port=" + apiServerPort,
        "--cert-dir=" + folder.resolve("certificates"),
        "--service-cluster-ip-range=10.0.0.0/16",
        "--allow-privileged=true",
        "--authorization-mode=RBAC",
        "--token-auth-file=" + credentials.tokenFile(),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + credentials.serviceAccountKey(),
        "--service-account-signing-key-file=" + credentials.serviceAccountKey(),
        // The other reconcilers refuse to publish a loopback address.
        "--endpoint-reconciler-type=none",
        "--audit-policy-file=" + auditPolicy(),
        "--audit-log-path=" + auditLog(),
        // One file for the whole life, so that a reader can follow it.
        "--audit-log-maxsize=4096");
  }

  List<String> controllerManager() {
    List<String> arguments = kubernetesClient(otherPorts.get(1));
    arguments.addAll(
        List.of(
            "--use-service-account-credentials=false",
            "--service-account-private-key-file=" + credentials.serviceAccountKey(),
            // There is no cloud behind this cluster, and no address range to give to nodes.
            "--controllers=*,-node-ipam-controller,-cloud-node-lifecycle-controller,"
                + "-service-lb-controller,-node-route-controller"));
    return arguments;
  }

  List<String> scheduler() {
    return kubernetesClient(otherPorts.get(2));
  }

  List<String> kwok(GoSources sources) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kubeconfig=" + adminKubeconfig(),
                "--manage-all-nodes=true",
                "--node-lease-duration-seconds=40",
                "--cidr=10.128.0.1/12",
                "--server-address=127.0.0.1:" + kwokPort));
    sources.stages().forEach(stage -> arguments.add("--config=" + stage));
    return arguments;
  }

  Program karpenter(Path binary, Path kubeconfig) {
    return Program.watched(
        binary,
        ControlPlane.KARPENTER,
        List.of(
            "--disable-leader-election",
            "--health-probe-port=" + karpenterPort,
            "--metrics-port=" + otherPorts.get(3)),
        Map.of("KUBECONFIG", kubeconfig.toString(), "SYSTEM_NAMESPACE", "kube-system"));
  }

  private List<String> kubernetesClient(int port) {
    return new ArrayList<>(
        List.of(
            "--kubeconfig=" + adminKubeconfig(),
            "--authentication-kubeconfig=" + adminKubeconfig(),
            "--authorization-kubeconfig=" + adminKubeconfig(),
            "--cert-dir=" + folder.resolve("certificates"),
            "--bind-address=127.0.0.1",
            "--secure-port=" + port,
            "--leader-elect=false",
            "--kube-api-qps=500",
            "--kube-api-burst=1000"));
  }

  private String etcdUrl() {
    return "http://127.0.0.1:" + etcdPort;
  }
}
