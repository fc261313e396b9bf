package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A running Kubernetes control plane: etcd, API server, controller manager and scheduler, with KWOK
 * in the place of the kubelets.
 *
 * <p>A node that is created through the API becomes Ready one to two seconds later and its pods
 * run, unless a label or annotation {@code evenkeel.io/boots: never} says otherwise; whoever
 * terminates the machine deletes the node. Budgets, evictions, RBAC and the audit log are the real
 * ones. Karpenter runs beside it where the options ask for it.
 *
 * <p>All processes end with this JVM, however it ends. Thread-safe.
 */
public final class ControlPlane implements AutoCloseable {
  static final String API_SERVER = "kube-apiserver";
  static final String SCHEDULER = "kube-scheduler";

  /** The name of the component, and of its user in the audit log. */
  public static final String KARPENTER = "karpenter";

  private final ControlPlaneFiles files;
  private final Path binary;
  private final Credentials credentials;
  private final CommandLines commandLines;
  private final Deque<Component> components = new ArrayDeque<>();
  private final Duration readyWithin;
  private final Thread closeOnShutdown = new Thread(this::stop, "control-plane-shutdown");

  private ControlPlane(ControlPlaneFiles files, Path binary, ControlPlaneOptions options)
      throws IOException {
    this.files = files;
    this.binary = binary;
    this.readyWithin = options.readyWithin();
    this.credentials = Credentials.write(files.folder(), options.allUsers());
    this.commandLines = new CommandLines(files.folder(), credentials, new Ports());
    options.emulated().ifPresent(commandLines::emulate);
  }

  /**
   * Starts a control plane and returns it once it serves requests, the users have their rights, and
   * pods can be created in the namespace {@code default}. The first start on a machine builds the
   * binary.
   *
   * @throws ControlPlaneException when Go is missing, or a component ends or does not answer in
   *     time; the message carries the end of its log
   */
  public static ControlPlane start(ControlPlaneOptions options)
      throws IOException, InterruptedException {
    Path binary = ControlPlaneBinary.built(options.progress());
    ControlPlane plane =
        new ControlPlane(ControlPlaneFiles.in(options.directory()), binary, options);
    Runtime.getRuntime().addShutdownHook(plane.closeOnShutdown);
    try {
      new StartUp(plane, options).run();
      return plane;
    } catch (IOException | InterruptedException | RuntimeException e) {
      plane.stop();
      throw e;
    }
  }

  /** Returns the URL of the API server. */
  public URI server() {
    return URI.create("https://127.0.0.1:" + commandLines.apiServerPort());
  }

  /** Returns the kubeconfig of the administrator. */
  public Path adminKubeconfig() {
    return kubeconfig(Credentials.ADMIN);
  }

  /**
   * Returns the kubeconfig of a user.
   *
   * @throws IllegalArgumentException when the options named no such user
   */
  public Path kubeconfig(String user) {
    return files.folder().resolve(credentials.known(user) + ".kubeconfig");
  }

  /** Returns the audit log: one JSON object a line, in the order in which requests ended. */
  public Path auditLog() {
    return commandLines.auditLog();
  }

  /** Returns the folder that holds kubeconfigs, logs and data. */
  public Path directory() {
    return files.folder();
  }

  /** Returns the API server as the administrator sees it. */
  public KubeApi admin() throws IOException {
    return as(Credentials.ADMIN);
  }

  /**
   * Returns the API server as a user sees it.
   *
   * @throws IllegalArgumentException when the options named no such user
   */
  public KubeApi as(String user) throws IOException {
    return KubeApi.of(server(), credentials.token(user), commandLines.certificate());
  }

  /**
   * Creates or changes objects as the administrator, like {@code kubectl apply}.
   *
   * @throws ControlPlaneException when the API server refuses them; the message says why
   */
  public void apply(String yaml) throws IOException, InterruptedException {
    Kubectl.run(binary, files.folder(), yaml, "apply", "-f", "-");
  }

  /**
   * Runs {@code kubectl} as the administrator and returns what it prints.
   *
   * @throws ControlPlaneException when it fails; the message carries what it printed
   */
  public String kubectl(String... arguments) throws IOException, InterruptedException {
    return Kubectl.run(binary, files.folder(), "", arguments);
  }

  /**
   * Ends the API server, as a crash does, and starts it again on the same data; returns once it
   * serves. Every watch has ended, and what had been cached of the past is gone.
   *
   * @throws ControlPlaneException when it does not come up again
   */
  public void restartApiServer() throws IOException, InterruptedException {
    synchronized (components) {
      Component old = component(API_SERVER);
      old.kill();
      components.remove(old);
    }
    Component apiServer = startComponent(API_SERVER, commandLines.apiServer());
    apiServer.await("its answer to /readyz", readyWithin, () -> admin().get("/readyz").isSuccess());
  }

  /**
   * Ends the API server and starts it again as one of another minor version, on the same data, as
   * an upgrade of the control plane does.
   *
   * @throws ControlPlaneException when it does not come up again
   */
  public void upgradeTo(String version) throws IOException, InterruptedException {
    commandLines.emulate(version);
    restartApiServer();
  }

  Component component(String name) {
    synchronized (components) {
      return components.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
  }

  /**
   * Starts it again whenever it ends, as a kubelet does: a scheduler or a controller manager gives
   * up where what it knows is at odds with the API server, such as after that has crashed.
   */
  void keepRunning(Component component) {
    component.whenItHasEnded(() -> startAgain(component));
  }

  private void startAgain(Component ended) {
    synchronized (components) {
      if (components.remove(ended)) { // or else it was told to end
        try {
          keepRunning(startComponent(ended.program()));
        } catch (IOException failed) {
          throw new UncheckedIOException(failed);
        }
      }
    }
  }

  /** Stops every component. A temporary folder is deleted, with the audit log in it. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(closeOnShutdown);
    } catch (IllegalStateException e) {
      // The JVM is shutting down already.
    }
    files.close();
  }

  CommandLines commandLines() {
    return commandLines;
  }

  Credentials credentials() {
    return credentials;
  }

  Component startComponent(String name, List<String> arguments) throws IOException {
    return startComponent(Program.ofControlPlane(binary, name, arguments));
  }

  Component startComponent(Program program) throws IOException {
    Component component = Component.start(files.folder(), program);
    synchronized (components) {
      components.push(component);
    }
    return component;
  }

  private void stop() {
    synchronized (components) {
      while (!components.isEmpty()) {
        components.pop().close();
      }
    }
  }
}
