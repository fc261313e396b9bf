package io.evenkeel.spi;

/**
 * A version of an add-on that goes with a certain Kubernetes version.
 *
 * @param recommended whether it is what the cloud would install for it
 */
public record AddOnVersion(String version, boolean recommended) {}
