package io.evenkeel.model;

/** Anything that a {@link io.evenkeel.spi.ClusterClient} reports. */
public sealed interface ClusterObject
    permits Node, Pod, Budget, Workload, Service, VolumeAttachment {

  Meta meta();

  default ObjectKey key() {
    return meta().key();
  }

  default String uid() {
    return meta().uid();
  }

  default String name() {
    return meta().key().name();
  }
}
