package io.evenkeel.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every cluster object carries.
 *
 * @param resourceVersion opaque version of the object; equal versions mean equal content
 * @param generation the version of the specification, as the API server counts it
 * @param deletedAt when deletion was asked for; the object may live on for its grace period and its
 *     finalizers
 */
public record Meta(
    ObjectKey key,
    String uid,
    String resourceVersion,
    long generation,
    Map<String, String> labels,
    Map<String, String> annotations,
    Instant createdAt,
    Optional<Instant> deletedAt,
    List<String> finalizers,
    Optional<Owner> controller) {

  /** Copies lists and maps in their order of iteration. */
  public Meta {
    labels = Ordered.copy(labels);
    annotations = Ordered.copy(annotations);
    finalizers = List.copyOf(finalizers);
  }

  /** Returns the metadata of an object without labels, annotations, finalizers or controller. */
  public static Meta of(ObjectKey key, String uid, Instant createdAt) {
    return new Meta(
        key,
        uid,
        "1",
        1,
        Map.of(),
        Map.of(),
        createdAt,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  public Meta withLabels(Map<String, String> newLabels) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        newLabels,
        annotations,
        createdAt,
        deletedAt,
        finalizers,
        controller);
  }

  public Meta withAnnotations(Map<String, String> newAnnotations) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        labels,
        newAnnotations,
        createdAt,
        deletedAt,
        finalizers,
        controller);
  }

  public Meta withVersion(String newVersion) {
    return new Meta(
        key,
        uid,
        newVersion,
        generation,
        labels,
        annotations,
        createdAt,
        deletedAt,
        finalizers,
        controller);
  }

  public Meta withGeneration(long newGeneration) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        newGeneration,
        labels,
        annotations,
        createdAt,
        deletedAt,
        finalizers,
        controller);
  }

  public Meta withDeletedAt(Instant when) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        labels,
        annotations,
        createdAt,
        Optional.of(when),
        finalizers,
        controller);
  }

  public Meta withController(Owner owner) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        labels,
        annotations,
        createdAt,
        deletedAt,
        finalizers,
        Optional.of(owner));
  }

  public Meta withFinalizers(List<String> newFinalizers) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        labels,
        annotations,
        createdAt,
        deletedAt,
        newFinalizers,
        controller);
  }
}
