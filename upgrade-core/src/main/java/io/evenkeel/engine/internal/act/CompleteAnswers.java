package io.evenkeel.engine.internal.act;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an answer of a plug-in has all its parts: not everybody knows of nullness. */
public final class CompleteAnswers {
  private CompleteAnswers() {}

  public static boolean lacks(Object answer) {
    if (answer instanceof ClusterEvent event) {
      return lacks(event);
    }
    if (answer instanceof Answer.Ok<?> ok) {
      return ok.result() == null || lacksPart(ok.result());
    }
    if (answer instanceof Answer.Problem<?> problem) {
      return anyNull(problem.because())
          || (problem instanceof Answer.Denied<?> denied && anyNull(denied.permission()))
          || (problem instanceof Answer.Throttled<?> throttled && anyNull(throttled.retryAfter()));
    }
    return answer instanceof EvictionAnswer eviction && lacks(eviction);
  }

  private static boolean lacksPart(Object result) {
    if (result instanceof GroupState state) {
      return anyNull(state.name(), state.pointer(), state.recentFailure());
    }
    if (result instanceof ResolvedTarget target) {
      return anyNull(target.image(), target.template(), target.description());
    }
    if (result instanceof ControlPlaneState state) {
      return anyNull(state.version(), state.running())
          || state.addOns().stream().anyMatch(addOn -> anyNull(addOn.name(), addOn.version()))
          || state.running().filter(CompleteAnswers::lacksPart).isPresent();
    }
    if (result instanceof ControlPlaneUpdate update) {
      return anyNull(update.id(), update.addOn());
    }
    if (result instanceof RolloutState state) {
      return absent(state.stage()) || state.troubles().stream().anyMatch(CompleteAnswers::lacks);
    }
    return result instanceof List<?> list && list.stream().anyMatch(CompleteAnswers::lacksItem);
  }

  private static boolean lacksItem(@Nullable Object item) {
    if (item instanceof Finding finding) {
      return anyNull(
          finding.severity(), finding.code(), finding.where(), finding.what(), finding.remedy());
    }
    return absent(item) || (item instanceof AddOnVersion offered && absent(offered.version()));
  }

  private static boolean lacks(RolloutState.Trouble trouble) {
    return anyNull(trouble.code(), trouble.what(), trouble.remedy());
  }

  private static boolean lacks(ClusterEvent event) {
    if (event instanceof ClusterEvent.Synced synced) {
      return absent(synced.snapshot());
    }
    if (event instanceof ClusterEvent.Changed changed) {
      return absent(changed.object());
    }
    return event instanceof ClusterEvent.Removed removed && anyNull(removed.key(), removed.uid());
  }

  private static boolean lacks(EvictionAnswer answer) {
    if (answer instanceof EvictionAnswer.RefusedByBudget refused) {
      return anyNull(refused.budget(), refused.retryAfter(), refused.because());
    }
    if (answer instanceof EvictionAnswer.Misconfigured misconfigured) {
      return anyNull(misconfigured.budgets(), misconfigured.because());
    }
    if (answer instanceof EvictionAnswer.Forbidden forbidden) {
      return anyNull(forbidden.permission(), forbidden.because());
    }
    if (answer instanceof EvictionAnswer.Throttled throttled) {
      return anyNull(throttled.retryAfter(), throttled.because());
    }
    return answer instanceof EvictionAnswer.Failed failed && anyNull(failed.because());
  }

  private static boolean anyNull(@Nullable Object... parts) {
    for (Object part : parts) {
      if (absent(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean absent(@Nullable Object part) {
    return part == null;
  }
}
