package io.evenkeel.simulation.internal;

import static io.evenkeel.simulation.CloudRejection.Reason.NO_SUCH_GROUP;
import static io.evenkeel.simulation.CloudRejection.Reason.NO_SUCH_INSTANCE;

import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.CloudFaults;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudImages;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.CloudTemplates;
import io.evenkeel.simulation.DescribeConsistency;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.NodeLink;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a simulated cloud consists of, for its parts to find each other. */
public final class CloudWorld {

  final Timeline timeline;
  final long seed;
  final CloudLog log;
  final TemplateStore templates;
  final ImageStore images;
  final Machines machines;
  final Scaling scaling;
  final HealthChecks health;
  final Activities activities;
  final TargetGroups targetGroups;
  private final Founding founding;
  final Map<String, GroupBook> groups = new LinkedHashMap<>();

  /** Every instance that ever was, with its group. */
  final Map<String, GroupBook> groupOf = new LinkedHashMap<>();

  private final Map<String, String> kubernetesOfImage = new LinkedHashMap<>();
  final Map<String, InstanceBook> instances = new LinkedHashMap<>();
  final Supply supply;
  final GroupViews views;
  private final CloudFaults faults = new CloudFaults();
  private final Calls calls;
  private final InstanceProvider provider;
  String kubernetesVersion = "1.34";
  NodeLink link = new NoNodes();

  public CloudWorld(Timeline timeline, long seed) {
    this.timeline = timeline;
    this.seed = seed;
    this.log = new CloudLog(timeline);
    this.templates = new TemplateStore(timeline, log);
    this.images = new ImageStore(timeline, log);
    this.supply = new Supply(this);
    this.activities = new Activities(this);
    this.targetGroups = new TargetGroups(this);
    this.machines = new Machines(this);
    this.founding = new Founding(this);
    this.health = new HealthChecks(this);
    this.scaling = new Scaling(this);
    this.views = new GroupViews(this);
    this.calls = new Calls(timeline, faults, new Seeds(seed).stream("calls"));
    this.provider = new SimulatedInstanceProvider(this, calls, views);
  }

  public CloudLog log() {
    return log;
  }

  public CloudTemplates templates() {
    return templates;
  }

  public CloudImages images() {
    return images;
  }

  public Timeline timeline() {
    return timeline;
  }

  GroupViews views() {
    return views;
  }

  public CloudFaults faults() {
    return faults;
  }

  public InstanceProvider provider() {
    return provider;
  }

  public void callsTake(DurationRange range) {
    calls.take(range);
  }

  public void describesLag(Duration lag) {
    views.lag(lag);
  }

  public Duration shownWithin() {
    return views.lag();
  }

  public void consistency(DescribeConsistency consistency) {
    views.consistency(consistency);
  }

  public void kubernetesVersion(String version) {
    this.kubernetesVersion = version;
  }

  public String kubernetesVersion() {
    return kubernetesVersion;
  }

  /** Writes the recommended image of that Kubernetes version where callers look for it. */
  public void recommends(String version, String image) {
    kubernetesOfImage.put(image, version);
    images.parameter(TargetResolution.path(version), image);
  }

  /** Returns what callers find there. */
  /** Returns the Kubernetes version that the image is or was recommended for. */
  public Optional<String> kubernetesVersionOf(String image) {
    return Optional.ofNullable(kubernetesOfImage.get(image));
  }

  public Optional<String> recommended(String version) {
    return images.parameter(TargetResolution.path(version));
  }

  public void joins(NodeLink newLink) {
    this.link = newLink;
  }

  public SimulatedGroup group(String name) {
    return new GroupOperations(this, book(name));
  }

  public List<SimulatedGroup> groups() {
    return groups.values().stream()
        .<SimulatedGroup>map(group -> new GroupOperations(this, group))
        .toList();
  }

  /** Returns the group that lists, or once listed, the instance. */
  public SimulatedGroup groupOfInstance(String id) {
    GroupBook group = groupOf.get(id);
    if (group == null) {
      throw new CloudRejection(NO_SUCH_INSTANCE, "There is no instance " + id + ".");
    }
    return new GroupOperations(this, group);
  }

  /** Returns every instance that ever was, in the order of launch. */
  public List<CloudInstance> instances() {
    return instances.values().stream().map(i -> i.snapshot(groupNameOf(i))).toList();
  }

  /** Returns the instance of that id, as long as anybody remembers it. */
  public Optional<CloudInstance> instance(String id) {
    return Optional.ofNullable(instances.get(id)).map(i -> i.snapshot(groupNameOf(i)));
  }

  /** Returns the group as callers are shown it. */
  public CloudGroup shown(String group) {
    return views.truthShown(group);
  }

  private String groupNameOf(InstanceBook instance) {
    GroupBook group = groupOf.get(instance.id);
    return group == null ? "" : group.name();
  }

  public SimulatedGroup add(GroupSettings settings) {
    if (groups.containsKey(settings.name())) {
      throw new IllegalArgumentException("there is a group " + settings.name() + " already");
    }
    images.ensure(settings.content().image());
    LaunchTemplate template =
        templates.create(
            settings.template(), settings.template().replaceFirst("^lt-", ""), settings.content());
    GroupBook group =
        new GroupBook(
            settings,
            template.named(template.latestVersion()),
            new Seeds(seed).stream("boot/" + settings.name()));
    groups.put(settings.name(), group);
    founding.startWith(group);
    return new GroupOperations(this, group);
  }

  /** Returns the cloud's own record of the group. */
  GroupBook book(String name) {
    GroupBook group = groups.get(name);
    if (group == null) {
      throw new CloudRejection(NO_SUCH_GROUP, "There is no Auto Scaling group " + name + ".");
    }
    return group;
  }

  public Supply supply() {
    return supply;
  }

  /** Lets every group look again, since what may be had has changed. */
  void touchAll() {
    groups.values().forEach(scaling::touch);
  }

  /** Forgets the group; its machines are no business of this. */
  void forget(GroupBook group) {
    group.deleted = true;
    groups.remove(group.name());
    log.add(Kind.DELETED, group.name(), group.name(), "Auto Scaling group");
  }
}
