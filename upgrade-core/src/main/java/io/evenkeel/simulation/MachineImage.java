package io.evenkeel.simulation;

import io.evenkeel.simulation.BootedInstance.Joining;
import java.time.Instant;

/**
 * A machine image.
 *
 * @param joining how well nodes of this image join their cluster
 */
public record MachineImage(String id, String name, Instant createdAt, Joining joining) {}
