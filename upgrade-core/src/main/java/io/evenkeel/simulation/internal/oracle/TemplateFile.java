package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.LaunchTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one group launches from: at first, by the word of others, and by the run's. */
final class TemplateFile {
  private final String group;
  private final Court court;
  private final List<TemplateVersion> targets = new ArrayList<>();
  private TemplateVersion firstPointer;
  private TemplateVersion first;
  private TemplateVersion pointer;
  private TemplateVersion pointerOfOthers;
  private boolean turnedByOthers;

  /** What the plan asked for when it was last resolved. */
  private Asked asked = Asked.NOTHING_YET;

  /** What it was resolved to, where that was there already. */
  private Optional<TemplateVersion> resolved = Optional.empty();

  /** What the run that has begun is to launch from, where that was there already. */
  private Optional<TemplateVersion> pinnedTo = Optional.empty();

  /** Whether the run that has begun is one to what the group launched from before it. */
  private boolean firstIsTarget;

  /** Whether a plan asks for what the group launches from already. */
  private enum Asked {
    NOTHING_YET,
    WHAT_IS_THERE,
    SOMETHING_ELSE
  }

  TemplateFile(CloudGroup start, Court court) {
    this.group = start.name();
    this.court = court;
    firstPointer = start.pointer();
    first = pinned(court, firstPointer);
    pointer = firstPointer;
    pointerOfOthers = firstPointer;
  }

  private static TemplateVersion pinned(Court court, TemplateVersion pointer) {
    LaunchTemplate template = court.cloud().templates().get(pointer.template());
    return template
        .version(pointer.version())
        .map(version -> template.named(version.number()))
        .orElse(pointer);
  }

  /** Another run finds it as it is now. */
  void beginsAnew(CloudGroup start) {
    targets.clear();
    firstPointer = start.pointer();
    first = pinned(court, firstPointer);
    pointer = firstPointer;
    pointerOfOthers = firstPointer;
    turnedByOthers = false;
  }

  /** Returns the numbered version that it launched from before the run. */
  TemplateVersion first() {
    return first;
  }

  /** Returns what the run has let the group launch from, and it did not before. */
  List<TemplateVersion> targets() {
    return List.copyOf(targets);
  }

  /** Returns what the nodes are to be launched from, by the run's doing or from before. */
  List<TemplateVersion> wanted() {
    List<TemplateVersion> wanted = new ArrayList<>(targets);
    if (firstIsTarget) {
      wanted.add(first);
    }
    // A run that finds enough nodes of it never lets the group launch from there.
    pinnedTo.ifPresent(wanted::add);
    return wanted;
  }

  /**
   * Returns whether what it launched from at first may be what new nodes are to be launched from.
   */
  boolean mayKeepFirst() {
    return targets.isEmpty() && asked != Asked.SOMETHING_ELSE;
  }

  /** A process has resolved its plan, to a template version that is there already or is not. */
  void resolved(boolean toWhatIsThere, Optional<TemplateVersion> to) {
    asked = toWhatIsThere ? Asked.WHAT_IS_THERE : Asked.SOMETHING_ELSE;
    resolved = to;
  }

  /** A run begins, to the target that was resolved last. */
  void targetIsPinned() {
    firstIsTarget = asked == Asked.WHAT_IS_THERE;
    pinnedTo = resolved;
  }

  boolean isTarget(TemplateVersion template) {
    return targets.contains(template);
  }

  /** Returns what it would launch from without the run. */
  TemplateVersion pointerOfOthers() {
    return pointerOfOthers;
  }

  /** Returns whether others have made it launch from what it does now, during the run. */
  boolean turnedByOthers() {
    return turnedByOthers;
  }

  /** The run lets the group launch from that. */
  void pointedByRun(TemplateVersion to) {
    if (!to.equals(first) && !to.equals(firstPointer)) {
      targets.add(to);
    }
  }

  /** Returns whether what it launched from at first is still there. */
  boolean canGoBack() {
    try {
      return court.cloud().templates().get(first.template()).version(first.version()).isPresent();
    } catch (CloudRejection gone) {
      return false;
    }
  }

  void changed(CloudGroup now) {
    if (!now.pointer().equals(pointer)) {
      pointer = now.pointer();
      turnedByOthers = !pointed(pointer);
      pointerOfOthers = turnedByOthers ? pointer : pointerOfOthers;
    }
  }

  private boolean pointed(TemplateVersion to) {
    return court.underWay().stream()
        .map(Call::act)
        .anyMatch(
            act ->
                act instanceof Act.Point point
                    && point.group().equals(group)
                    && point.to().equals(to));
  }
}
