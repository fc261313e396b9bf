package io.evenkeel.spi;

import java.util.Optional;

/**
 * A change of a control plane that the cloud carries out.
 *
 * @param id what the cloud calls it
 * @param addOn the add-on that it changes; empty where it changes the Kubernetes version, or
 *     anything else of the cluster
 */
public record ControlPlaneUpdate(String id, Optional<String> addOn) {}
