package io.evenkeel.engine.internal.state;

import java.time.Instant;

/** A time in which nothing is under way in a group although something is to be done. */
public record Stall(Instant since, boolean told) {}
