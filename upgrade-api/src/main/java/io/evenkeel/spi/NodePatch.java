package io.evenkeel.spi;

import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes to one node that are written together or not at all.
 *
 * @param unschedulable the new value, absent to leave it
 */
public record NodePatch(
    Optional<Boolean> unschedulable,
    List<Taint> addTaints,
    List<Taint> removeTaints,
    Map<String, String> setLabels,
    List<String> removeLabels,
    Map<String, String> setAnnotations,
    List<String> removeAnnotations) {

  private static final NodePatch NOTHING =
      new NodePatch(
          Optional.empty(), List.of(), List.of(), Map.of(), List.of(), Map.of(), List.of());

  public NodePatch {
    addTaints = List.copyOf(addTaints);
    removeTaints = List.copyOf(removeTaints);
    removeLabels = List.copyOf(removeLabels);
    removeAnnotations = List.copyOf(removeAnnotations);
  }

  /** Returns a patch that changes nothing, to build others from. */
  public static NodePatch nothing() {
    return NOTHING;
  }

  public boolean isNothing() {
    return equals(NOTHING);
  }

  /** Returns whether this changes the node's taints, which are written as one list. */
  public boolean changesTaints() {
    return !addTaints.isEmpty() || !removeTaints.isEmpty();
  }

  public NodePatch cordon() {
    return withUnschedulable(true);
  }

  public NodePatch uncordon() {
    return withUnschedulable(false);
  }

  public NodePatch addTaint(Taint taint) {
    return new NodePatch(
        unschedulable,
        plus(addTaints, taint),
        removeTaints,
        setLabels,
        removeLabels,
        setAnnotations,
        removeAnnotations);
  }

  public NodePatch removeTaint(Taint taint) {
    return new NodePatch(
        unschedulable,
        addTaints,
        plus(removeTaints, taint),
        setLabels,
        removeLabels,
        setAnnotations,
        removeAnnotations);
  }

  public NodePatch label(String key, String value) {
    return new NodePatch(
        unschedulable,
        addTaints,
        removeTaints,
        plus(setLabels, key, value),
        removeLabels,
        setAnnotations,
        removeAnnotations);
  }

  public NodePatch removeLabel(String key) {
    return new NodePatch(
        unschedulable,
        addTaints,
        removeTaints,
        setLabels,
        plus(removeLabels, key),
        setAnnotations,
        removeAnnotations);
  }

  public NodePatch annotate(String key, String value) {
    return new NodePatch(
        unschedulable,
        addTaints,
        removeTaints,
        setLabels,
        removeLabels,
        plus(setAnnotations, key, value),
        removeAnnotations);
  }

  public NodePatch removeAnnotation(String key) {
    return new NodePatch(
        unschedulable,
        addTaints,
        removeTaints,
        setLabels,
        removeLabels,
        setAnnotations,
        plus(removeAnnotations, key));
  }

  /** Returns the node as it will be once this patch has been written. */
  public Node applyTo(Node node) {
    List<Taint> taints = new ArrayList<>(node.taints());
    removeTaints.forEach(gone -> taints.removeIf(gone::sameSlot));
    addTaints.forEach(added -> taints.removeIf(added::sameSlot));
    taints.addAll(addTaints);
    return node.withTaints(taints)
        .withUnschedulable(unschedulable.orElse(node.unschedulable()))
        .withMeta(
            node.meta()
                .withLabels(merged(node.meta().labels(), setLabels, removeLabels))
                .withAnnotations(
                    merged(node.meta().annotations(), setAnnotations, removeAnnotations)));
  }

  private NodePatch withUnschedulable(boolean closed) {
    return new NodePatch(
        Optional.of(closed),
        addTaints,
        removeTaints,
        setLabels,
        removeLabels,
        setAnnotations,
        removeAnnotations);
  }

  private static Map<String, String> merged(
      Map<String, String> base, Map<String, String> set, List<String> remove) {
    Map<String, String> merged = new LinkedHashMap<>(base);
    remove.forEach(merged::remove);
    merged.putAll(set);
    return merged;
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    Map<String, String> larger = new LinkedHashMap<>(map);
    larger.put(key, value);
    return larger;
  }
}
