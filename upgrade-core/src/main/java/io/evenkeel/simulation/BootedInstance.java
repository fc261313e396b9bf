package io.evenkeel.simulation;

import io.evenkeel.model.TemplateVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A machine that has booted, as far as a cluster needs to know it.
 *
 * @param providerId the name that the node carries, such as {@code aws:///eu-west-1a/i-0abc}
 * @param type the machine type, such as {@code m6i.large}
 * @param template what the machine was launched from
 * @param nodeLabels labels that its node joins with, in order
 * @param joining how well its image lets the node join
 */
public record BootedInstance(
    String instanceId,
    String providerId,
    String zone,
    String type,
    String image,
    TemplateVersion template,
    Map<String, String> nodeLabels,
    Joining joining) {

  /** How well nodes of an image join their cluster. */
  public enum Joining {
    /** The node registers and becomes Ready. */
    BECOMES_READY,
    /** The node registers and stays NotReady. */
    NEVER_READY,
    /** The node becomes Ready, but keeps the taint of one that is not initialized. */
    NEVER_USABLE,
    /** No node ever registers. */
    NEVER_REGISTERS
  }

  public BootedInstance {
    nodeLabels = Collections.unmodifiableMap(new LinkedHashMap<>(nodeLabels));
  }
}
