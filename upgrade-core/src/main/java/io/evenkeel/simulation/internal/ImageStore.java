package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudImages;
import io.evenkeel.simulation.MachineImage;
import io.evenkeel.spi.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine images of a cloud, and the parameters that say which one is recommended. */
final class ImageStore implements CloudImages {

  private final Timeline timeline;
  private final CloudLog log;
  private final Map<String, MachineImage> images = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();

  ImageStore(Timeline timeline, CloudLog log) {
    this.timeline = timeline;
    this.log = log;
  }

  /** Registers an image, or changes how well its nodes join. */
  @Override
  public void register(String id, Joining joining) {
    images.put(
        id,
        new MachineImage(
            id, "amazon-eks-node-al2023-x86_64-standard-" + id, timeline.now(), joining));
  }

  /** Registers an image of that id unless there is one. */
  void ensure(String id) {
    if (!images.containsKey(id)) {
      register(id, Joining.BECOMES_READY);
    }
  }

  @Override
  public void remove(String id) {
    if (images.remove(id) != null) {
      log.add(CloudChange.Kind.DELETED, "", id, "image");
    }
  }

  @Override
  public Optional<MachineImage> find(String id) {
    return Optional.ofNullable(images.get(id));
  }

  @Override
  public List<MachineImage> all() {
    return List.copyOf(images.values());
  }

  /** Sets a parameter; one that ends in {@code image_id} also registers the image. */
  @Override
  public void parameter(String path, String value) {
    if (path.endsWith("/image_id")) {
      ensure(value);
    }
    parameters.put(path, value);
    log.add(CloudChange.Kind.IMAGE_RECOMMENDED, "", path, value);
  }

  @Override
  public Optional<String> parameter(String path) {
    return Optional.ofNullable(parameters.get(path));
  }
}
