package io.evenkeel;

/** A gate under the name that it had when it was put into a plan. */
public record NamedGate(String name, HealthGate gate) {}
