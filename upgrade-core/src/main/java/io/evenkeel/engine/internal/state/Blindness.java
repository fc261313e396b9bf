package io.evenkeel.engine.internal.state;

import java.time.Instant;

/** A time in which the cluster cannot be seen, and why. */
public record Blindness(String because, Instant since) {}
