package io.evenkeel.model;

/** A volume that is attached to a node, or on its way to it or from it. */
public record VolumeAttachment(Meta meta, String nodeName, String volume, boolean attached)
    implements ClusterObject {}
