package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.MachineImage;
import io.evenkeel.simulation.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What EC2 tells of instances and images. */
final class MachineOperations {

  private static final Duration TERMINATED_ONES_ARE_SHOWN = Duration.ofHours(1);
  private static final int MOST_PER_PAGE = 1000;

  private final SimulatedCloud cloud;
  private final AwsSettings settings;

  MachineOperations(SimulatedCloud cloud, AwsSettings settings) {
    this.cloud = cloud;
    this.settings = settings;
  }

  void register(Map<String, Operation> operations) {
    operations.put("DescribeInstances", this::instances);
    operations.put("DescribeImages", this::images);
  }

  private void instances(Params in, Xml out) {
    List<String> ids = in.list("InstanceId");
    ids.forEach(this::known);
    Filters filters = Filters.ec2(in);
    List<CloudInstance> found =
        cloud.instances().stream()
            .filter(this::shown)
            .filter(i -> ids.isEmpty() || ids.contains(i.id()))
            .filter(i -> filters.match(name -> attribute(i, name)))
            .toList();
    Page<CloudInstance> page =
        Page.of(found, in.find("NextToken"), in.number("MaxResults").orElse(MOST_PER_PAGE));
    out.list("reservationSet", "item", page.items(), this::reservation);
    page.next().ifPresent(token -> out.value("nextToken", token));
  }

  private void known(String id) {
    if (cloud.instance(id).filter(this::shown).isEmpty()) {
      throw new AwsError(
          400, "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
    }
  }

  private boolean shown(CloudInstance instance) {
    Instant limit = cloud.timeline().now().minus(TERMINATED_ONES_ARE_SHOWN);
    return instance.terminatedAt().filter(when -> when.isBefore(limit)).isEmpty();
  }

  private List<String> attribute(CloudInstance instance, String name) {
    if (name.startsWith("tag:")) {
      return Optional.ofNullable(tags(instance).get(name.substring("tag:".length()))).stream()
          .toList();
    }
    return switch (name) {
      case "instance-id" -> List.of(instance.id());
      case "instance-state-name" -> List.of(state(instance).name);
      case "availability-zone" -> List.of(instance.zone());
      case "instance-type" -> List.of(instance.type());
      case "image-id" -> List.of(instance.image());
      case "private-dns-name" -> List.of(privateName(instance));
      case "private-ip-address" -> List.of(instance.privateIp());
      case "tag-key" -> List.copyOf(tags(instance).keySet());
      default -> throw Filters.unknown(name);
    };
  }

  private void reservation(Xml out, CloudInstance instance) {
    out.value("reservationId", "r-" + instance.id().substring(2));
    out.value("ownerId", settings.account());
    out.list("instancesSet", "item", List.of(instance), this::instance);
  }

  private void instance(Xml out, CloudInstance instance) {
    State state = state(instance);
    out.value("instanceId", instance.id());
    out.value("imageId", instance.image());
    out.element("instanceState", s -> s.value("code", state.code).value("name", state.name));
    out.value("privateDnsName", privateName(instance));
    out.value("privateIpAddress", instance.privateIp());
    out.value("instanceType", instance.type());
    out.value("launchTime", instance.launchedAt());
    out.element("placement", p -> p.value("availabilityZone", instance.zone()));
    out.value("subnetId", "subnet-" + instance.zone());
    out.value("architecture", "x86_64");
    out.value("rootDeviceName", "/dev/xvda");
    out.list(
        "tagSet",
        "item",
        tags(instance).entrySet(),
        (item, tag) -> item.value("key", tag.getKey()).value("value", tag.getValue()));
  }

  private String privateName(CloudInstance instance) {
    return "ip-"
        + instance.privateIp().replace('.', '-')
        + "."
        + settings.region()
        + ".compute.internal";
  }

  private static Map<String, String> tags(CloudInstance instance) {
    Map<String, String> tags = new LinkedHashMap<>(instance.tags());
    tags.put("aws:autoscaling:groupName", instance.group());
    tags.put("aws:ec2launchtemplate:id", instance.template().template());
    tags.put("aws:ec2launchtemplate:version", instance.template().version());
    return tags;
  }

  private static State state(CloudInstance instance) {
    return switch (instance.state()) {
      case PENDING -> State.PENDING;
      case TERMINATING -> instance.running() ? State.SHUTTING_DOWN : State.TERMINATED;
      case TERMINATED -> State.TERMINATED;
      default -> instance.running() ? State.RUNNING : State.TERMINATED;
    };
  }

  private void images(Params in, Xml out) {
    List<String> ids = in.list("ImageId");
    for (String id : ids) {
      if (cloud.images().find(id).isEmpty()) {
        throw new AwsError(
            400, "InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist");
      }
    }
    Filters filters = Filters.ec2(in);
    List<MachineImage> found =
        cloud.images().all().stream()
            .filter(image -> ids.isEmpty() || ids.contains(image.id()))
            .filter(image -> filters.match(name -> attribute(image, name)))
            .toList();
    out.list("imagesSet", "item", found, MachineOperations::image);
  }

  private static List<String> attribute(MachineImage image, String name) {
    return switch (name) {
      case "image-id" -> List.of(image.id());
      case "name" -> List.of(image.name());
      case "state" -> List.of("available");
      case "architecture" -> List.of("x86_64");
      default -> throw Filters.unknown(name);
    };
  }

  private static void image(Xml out, MachineImage image) {
    out.value("imageId", image.id());
    out.value("imageState", "available");
    out.value("imageOwnerId", "602401143452");
    out.value("imageOwnerAlias", "amazon");
    out.value("name", image.name());
    out.value("creationDate", image.createdAt());
    out.value("architecture", "x86_64");
    out.value("isPublic", true);
    out.value("rootDeviceType", "ebs");
    out.value("rootDeviceName", "/dev/xvda");
  }

  private enum State {
    PENDING(0, "pending"),
    RUNNING(16, "running"),
    SHUTTING_DOWN(32, "shutting-down"),
    TERMINATED(48, "terminated");

    private final int code;
    private final String name;

    State(int code, String name) {
      this.code = code;
      this.name = name;
    }
  }
}
