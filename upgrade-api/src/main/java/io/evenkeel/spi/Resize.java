package io.evenkeel.spi;

/**
 * A change of a group's size. It is refused with {@link Answer.Conflict} where desired or maximum
 * are no longer what the decision was based on.
 */
public record Resize(int desiredNow, int maxNow, int desired, int max) {}
