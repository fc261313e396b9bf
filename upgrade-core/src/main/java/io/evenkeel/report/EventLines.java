package io.evenkeel.report;

import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts events into words, one line each; says a thing once where it is told again and again. */
final class EventLines {
  private final Map<String, String> lastWait = new TreeMap<>();

  /** Returns the line of an event, given the progress before it; empty where it says nothing. */
  Optional<EventLine> of(UpgradeEvent event, Progress before) {
    if (event instanceof UpgradeEvent.GroupObserved observed) {
      return sizes(observed, before.group(observed.group()));
    }
    if (event instanceof UpgradeEvent.Waiting waiting) {
      return waits(waiting);
    }
    return Optional.of(aboutRun(event));
  }

  private static EventLine aboutRun(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.RunStarted started) {
      boolean resumed = started.beginning() == UpgradeEvent.Beginning.RESUMED;
      return EventLine.milestone(
          Style.PLAIN,
          "run " + started.runId() + (resumed ? " goes on where it was left" : " starts"));
    }
    if (event instanceof UpgradeEvent.RunPaused) {
      return EventLine.milestone(Style.YELLOW, "the run is paused");
    }
    if (event instanceof UpgradeEvent.RunResumed) {
      return EventLine.milestone(Style.PLAIN, "the run goes on");
    }
    if (event instanceof UpgradeEvent.RunEnded ended) {
      return ended(ended.outcome());
    }
    if (event instanceof UpgradeEvent.Found found) {
      return found(found.finding());
    }
    return aboutGroup(event);
  }

  private static EventLine found(Finding finding) {
    return switch (finding.severity()) {
      case BLOCKER -> EventLine.milestone(Style.RED, "blocker: " + finding);
      case WARNING -> EventLine.milestone(Style.YELLOW, "warning: " + finding);
      case INFO -> EventLine.milestone(Style.PLAIN, "good to know: " + finding);
    };
  }

  private static EventLine aboutGroup(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.TargetPinned pinned) {
      return EventLine.milestone(
          Style.PLAIN,
          pinned.group()
              + ": "
              + pinned.outdated()
              + " of "
              + Text.count(pinned.total(), "node")
              + " to replace, target "
              + pinned.description());
    }
    if (event instanceof UpgradeEvent.PhaseStarted phase) {
      return EventLine.milestone(Style.BOLD, phase.group() + ": " + phase.phase());
    }
    if (event instanceof UpgradeEvent.CanaryJudged judged) {
      boolean passed = judged.verdict() == UpgradeEvent.CanaryVerdict.PASSED;
      return EventLine.milestone(
          passed ? Style.GREEN : Style.RED,
          judged.group()
              + ": canary "
              + judged.instance()
              + (passed ? " passed: " : " failed: ")
              + judged.because());
    }
    if (event instanceof UpgradeEvent.GivenBack givenBack) {
      return EventLine.milestone(
          Style.PLAIN, givenBack.group() + ": given back: " + givenBack.what());
    }
    if (event instanceof UpgradeEvent.NodeRemoved removed) {
      return EventLine.milestone(
          Style.PLAIN, removed.group() + ": removed as unused: " + removed.node());
    }
    return aboutWave(event);
  }

  private static EventLine aboutWave(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.WaveStarted started) {
      return EventLine.milestone(
          Style.BOLD,
          started.groups().equals(List.of(started.wave()))
              ? "wave " + started.wave()
              : "wave " + started.wave() + ": " + String.join(", ", started.groups()));
    }
    if (event instanceof UpgradeEvent.GateClosed closed) {
      return EventLine.milestone(
          Style.YELLOW,
          "gate '"
              + closed.gate()
              + "' is closed "
              + closed.checkpoint()
              + ": "
              + closed.because());
    }
    return aboutControlPlane(event);
  }

  private static EventLine aboutControlPlane(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.ControlPlanePinned pinned) {
      return EventLine.milestone(
          Style.PLAIN,
          "control plane: "
              + (pinned.way().isEmpty()
                  ? "stays at " + pinned.version()
                  : pinned.version() + " -> " + String.join(" -> ", pinned.way())));
    }
    if (event instanceof UpgradeEvent.UpdateStarted started) {
      boolean found = started.origin() == UpgradeEvent.UpdateOrigin.FOUND_UNDER_WAY;
      return EventLine.milestone(
          Style.BOLD,
          started.subject()
              + ": "
              + (found ? started.what() + " is waited for" : started.what() + " begins")
              + " ("
              + started.update()
              + ")");
    }
    if (event instanceof UpgradeEvent.UpdateEnded ended) {
      boolean succeeded = ended.result() == UpgradeEvent.UpdateResult.SUCCEEDED;
      return EventLine.milestone(
          succeeded ? Style.GREEN : Style.RED,
          ended.subject() + ": " + ended.what() + (succeeded ? " is done" : " has failed"));
    }
    return aboutApproval(event);
  }

  private static EventLine aboutApproval(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.GatesOpened opened) {
      return EventLine.milestone(Style.GREEN, "nothing holds the run " + opened.checkpoint());
    }
    if (event instanceof UpgradeEvent.ApprovalAwaited awaited) {
      return EventLine.milestone(
          Style.YELLOW, "wave " + awaited.wave() + " waits for somebody to approve it");
    }
    if (event instanceof UpgradeEvent.Approved approved) {
      return EventLine.milestone(
          Style.GREEN, "wave " + approved.wave() + " was approved by " + approved.by());
    }
    return aboutObject(event);
  }

  private static EventLine aboutObject(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.Hindered hindered) {
      return hindered(hindered);
    }
    if (event instanceof UpgradeEvent.OthersActed others) {
      return EventLine.milestone(
          Style.YELLOW,
          others.subject() + ": somebody else " + others.what() + "; " + others.consequence());
    }
    if (event instanceof UpgradeEvent.NodeMoved moved) {
      return moved(moved);
    }
    if (event instanceof UpgradeEvent.WriteFailed failed) {
      return EventLine.milestone(
          Style.YELLOW,
          failed.subject() + ": " + failed.step() + " did not work: " + failed.because());
    }
    if (event instanceof UpgradeEvent.PodEvicted evicted) {
      return EventLine.detail(
          "pod "
              + evicted.pod().path()
              + " leaves "
              + evicted.node()
              + (evicted.budget().isEmpty() ? "" : " (budget " + evicted.budget() + ")"));
    }
    if (event instanceof UpgradeEvent.EvictionRefused refused) {
      return EventLine.detail(
          "pod "
              + refused.pod().path()
              + " may not leave "
              + refused.node()
              + ": "
              + refused.because());
    }
    if (event instanceof UpgradeEvent.Decided decided) {
      return EventLine.detail(
          decided.subject() + ": " + decided.step() + ", because " + decided.because());
    }
    return EventLine.detail(event.toString());
  }

  private static EventLine hindered(UpgradeEvent.Hindered event) {
    if (event.obstacles().isEmpty()) {
      return EventLine.step(event.group() + ": " + event.node() + " is hindered no more");
    }
    int more = event.obstacles().size() - 1;
    return EventLine.milestone(
        Style.YELLOW,
        event.group()
            + ": "
            + event.node()
            + " waits: "
            + event.obstacles().get(0)
            + (more == 0 ? "" : " (and " + Text.count(more, "more obstacle") + ")"));
  }

  private static EventLine moved(UpgradeEvent.NodeMoved moved) {
    String text = moved.group() + ": " + moved.node() + " " + words(moved.to());
    return switch (moved.to()) {
      case BLOCKED, QUARANTINED, FAILED -> EventLine.milestone(Style.YELLOW, text);
      case LAUNCHED, USABLE, DRAINING, SOAKING, TERMINATING, GONE -> EventLine.step(text);
      default -> EventLine.detail(text);
    };
  }

  private static String words(NodeStage stage) {
    return switch (stage) {
      case OUTDATED -> "is outdated";
      case CLOSING -> "is being closed";
      case DRAINING -> "is draining";
      case BLOCKED -> "is blocked";
      case QUARANTINED -> "is given up on and left closed";
      case EMPTY -> "is empty";
      case SOAKING -> "is empty, load balancers let go";
      case DETACHING -> "is let go of by volumes and target groups";
      case TERMINATING -> "is terminating";
      case GONE -> "is gone";
      case LAUNCHED -> "is launched";
      case REGISTERED -> "has joined";
      case READY -> "is Ready";
      case USABLE -> "is usable";
      case FAILED -> "did not become usable";
      case UNSELECTED -> "is left alone";
    };
  }

  private static EventLine ended(UpgradeOutcome outcome) {
    if (outcome instanceof UpgradeOutcome.Failed failed) {
      return EventLine.milestone(
          Style.RED, "the run failed: " + failed.message() + " -> " + failed.remedy());
    }
    return outcome instanceof UpgradeOutcome.Stopped stopped
        ? EventLine.milestone(Style.YELLOW, "the run was stopped by " + stopped.by())
        : EventLine.milestone(Style.GREEN, "the run succeeded");
  }

  private static Optional<EventLine> sizes(UpgradeEvent.GroupObserved now, GroupProgress before) {
    boolean known = before.desired() >= 0;
    if (!known || (before.desired() == now.desired() && before.max() == now.max())) {
      return Optional.empty();
    }
    return Optional.of(
        EventLine.step(
            now.group()
                + ": size"
                + change("desired", before.desired(), now.desired())
                + change("max", before.max(), now.max())));
  }

  private static String change(String what, int before, int now) {
    return before == now ? "" : " " + what + " " + before + " -> " + now;
  }

  private Optional<EventLine> waits(UpgradeEvent.Waiting waiting) {
    boolean said = waiting.because().equals(lastWait.put(waiting.subject(), waiting.because()));
    return said
        ? Optional.empty()
        : Optional.of(EventLine.step("waiting: " + waiting.subject() + ": " + waiting.because()));
  }
}
