package io.evenkeel.simulation;

import io.evenkeel.simulation.BootedInstance.Joining;
import java.util.List;
import java.util.Optional;

/**
 * The machine images of a simulated cloud, and the public parameters that name the recommended
 * ones. Call on the timeline's thread.
 */
public interface CloudImages {

  /** Registers an image, or changes how well nodes of it join; running ones stay as they are. */
  void register(String id, Joining joining);

  /** Takes the image away; launching from it fails from now on. */
  void remove(String id);

  Optional<MachineImage> find(String id);

  List<MachineImage> all();

  /**
   * Sets a parameter, such as {@code
   * /aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/image_id};
   * the image that it names is registered where it is not.
   */
  void parameter(String path, String value);

  /** Returns the value of a parameter. */
  Optional<String> parameter(String path);
}
