package io.evenkeel.engine.internal.plan;

import io.evenkeel.Disposition;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupMarks;
import io.evenkeel.engine.internal.state.Hold;
import io.evenkeel.engine.internal.state.HoldMark;
import io.evenkeel.engine.internal.state.PlaneUpdate;
import io.evenkeel.engine.internal.state.ProofMark;
import io.evenkeel.engine.internal.state.RolloutMark;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Rescale;
import io.evenkeel.spi.Resize;
import io.evenkeel.spi.RolloutPace;
import java.time.Duration;
import java.util.List;

/** One step that the planner takes. */
public sealed interface Decision {

  /** A step that changes the world, and why it is taken. */
  sealed interface Write extends Decision {
    /** Returns what it changes, for people. */
    String subject();

    String step();

    String because();
  }

  /** A write to a group; there is one at a time. */
  sealed interface GroupWrite extends Write {
    String group();

    @Override
    default String subject() {
      return "node group " + group();
    }
  }

  record PatchNode(Node node, NodePatch patch, String step, String because) implements Write {
    @Override
    public String subject() {
      return node.name();
    }
  }

  /** Closes a node for its drain and keeps room for its pods. */
  record StartDrain(
      String group, Node node, NodePatch patch, List<Room.Promise> promises, String because)
      implements Write {
    public StartDrain {
      promises = List.copyOf(promises);
    }

    @Override
    public String subject() {
      return node.name();
    }

    @Override
    public String step() {
      return "cordon and drain";
    }
  }

  record Evict(String group, Pod pod, Disposition how, String budget, String because)
      implements Write {
    @Override
    public String subject() {
      return pod.key().path();
    }

    @Override
    public String step() {
      return how instanceof Disposition.Delete ? "delete" : "evict";
    }
  }

  /** Deletes a pod beyond its budget: the forced step of the plan. */
  record ForceDelete(String group, Pod pod, Duration grace, ObjectKey budget, String because)
      implements Write {
    @Override
    public String subject() {
      return pod.key().path();
    }

    @Override
    public String step() {
      return "delete by force, within " + grace.toSeconds() + " s";
    }
  }

  /** Changes how many replicas a workload wants, with the mark that tells of it. */
  record ScaleWorkload(Workload workload, Rescale change, String step, String because)
      implements Write {
    @Override
    public String subject() {
      return workload.key().toString();
    }

    /** Returns how the surging of that workload is called among the levers. */
    public static String lever(ObjectKey workload) {
      return "replicas of " + workload;
    }
  }

  /** Does not do that any more, such as since somebody else has undone it; and tells so, once. */
  record StopLever(String lever, UpgradeEvent event) implements Decision {}

  record Terminate(String group, String instance, AfterTermination after, String because)
      implements Write {
    @Override
    public String subject() {
      return instance;
    }

    @Override
    public String step() {
      return after == AfterTermination.REPLACE
          ? "terminate, to be replaced"
          : "terminate, giving its place back";
    }
  }

  /** Takes an instance that is about to go out of its target groups. */
  record Deregister(String group, String instance, String because) implements Write {
    @Override
    public String subject() {
      return instance;
    }

    @Override
    public String step() {
      return "take out of its target groups";
    }
  }

  record ResizeGroup(String group, Resize resize, String because) implements GroupWrite {
    @Override
    public String step() {
      return "set desired to " + resize.desired() + " and maximum to " + resize.max();
    }
  }

  record Point(String group, TemplateVersion from, TemplateVersion to, String because)
      implements GroupWrite {
    @Override
    public String step() {
      return "launch from " + to;
    }
  }

  record MarkGroup(String group, GroupMarks marks, String because) implements GroupWrite {
    @Override
    public String step() {
      return "write marks";
    }
  }

  record UnmarkGroup(String group, String because) implements GroupWrite {
    @Override
    public String step() {
      return "remove marks";
    }
  }

  record SuspendProcesses(String group, List<String> processes, String because)
      implements GroupWrite {
    @Override
    public String step() {
      return "suspend " + String.join(", ", processes);
    }
  }

  record ResumeProcesses(String group, List<String> processes, String because)
      implements GroupWrite {
    @Override
    public String step() {
      return "resume " + String.join(", ", processes);
    }
  }

  record CreateTemplate(String group, String because) implements GroupWrite {
    @Override
    public String step() {
      return "create a launch template version";
    }
  }

  /** Writes down how far the run is at a checkpoint. */
  record NoteHold(Hold hold, HoldMark mark, String because) implements Write {
    @Override
    public String subject() {
      return hold.checkpoint().toString();
    }

    @Override
    public String step() {
      return "write down: " + mark;
    }
  }

  /** Writes down what is to be drained so that it proves the canary of a group. */
  record NoteProof(String group, Node node, ProofMark mark, String because) implements Write {
    @Override
    public String subject() {
      return node.name();
    }

    @Override
    public String step() {
      return "write down what it holds";
    }
  }

  /** A write to a group that somebody else rolls out. */
  sealed interface RolloutWrite extends GroupWrite {}

  /** Writes down which rollout it is, or how the group was paced before. */
  record NoteRollout(String group, RolloutMark mark, String because) implements RolloutWrite {
    @Override
    public String step() {
      return "write down its rollout";
    }
  }

  record PaceRollout(String group, RolloutPace pace, String because) implements RolloutWrite {
    @Override
    public String step() {
      return "take at most " + pace.maxUnavailable() + " at once, " + pace.capacity();
    }
  }

  record StartRollout(String group, RolloutTarget target, String because) implements RolloutWrite {
    @Override
    public String step() {
      return "start its rollout to " + target.version();
    }
  }

  record CancelRollout(String group, String rollout) implements RolloutWrite {
    @Override
    public String step() {
      return "cancel rollout " + rollout;
    }

    @Override
    public String because() {
      return "the run is to end";
    }
  }

  /** A step in a node pool; several go on at once. */
  sealed interface PoolWrite extends GroupWrite {
    @Override
    default String subject() {
      return "node pool " + group();
    }
  }

  /** Writes a mark on a node of a pool, or takes it off. */
  record PatchPoolNode(String group, Node node, NodePatch patch, String step, String because)
      implements PoolWrite {
    @Override
    public String subject() {
      return node.name();
    }
  }

  /**
   * Asks for one more node.
   *
   * @param like the node whose pods are to find room there
   */
  record RequestNode(String group, String request, NodeClaim like, String because)
      implements PoolWrite {
    @Override
    public String step() {
      return "ask for one more node";
    }
  }

  /** Takes back that a node is asked for. */
  record WithdrawRequest(String group, String request, String because) implements PoolWrite {
    @Override
    public String step() {
      return "take back request " + request;
    }
  }

  /** Has the provisioner drain and terminate a node. */
  record RemoveNode(String group, NodeClaim claim, String because) implements PoolWrite {
    @Override
    public String subject() {
      return claim.node().orElse(claim.name());
    }

    @Override
    public String step() {
      return "have it removed";
    }
  }

  /** Removes what requests for nodes have needed. */
  record TidyPool(String group) implements PoolWrite {
    @Override
    public String step() {
      return "remove what asking for nodes has needed";
    }

    @Override
    public String because() {
      return "no node is asked for any more";
    }
  }

  /** Reads the group anew before anything is started. */
  record LookAtRollout(String group) implements Decision {}

  /** Asks what the cloud does not show yet, after that time. */
  record VerifyRollout(String group, Duration after) implements Decision {}

  /** Everything is as wanted in the group. */
  record FinishRollout(String group) implements Decision {}

  /** A step that concerns the control plane; there is one at a time. */
  sealed interface ControlPlaneStep extends Decision {}

  /** Asks the cloud for a change of the control plane or of an add-on. */
  record ChangeControlPlane(ControlPlaneChange change, String because)
      implements ControlPlaneStep, Write {
    @Override
    public String subject() {
      return change.subject();
    }

    @Override
    public String step() {
      return "go from " + change.from() + " to " + change.to();
    }
  }

  /** Reads the control plane anew, after that time. */
  record LookAtControlPlane(Duration after) implements ControlPlaneStep {}

  /** Waits for the end of a change that is under way already. */
  record FollowControlPlane(ControlPlaneUpdate update) implements ControlPlaneStep {}

  /** Waits no more for a change: it is over. */
  record LeaveControlPlane(PlaneUpdate update) implements ControlPlaneStep {}

  /** Asks all gates of a checkpoint whether the run may go on. */
  record AskGates(Hold hold) implements Decision {}

  /** Waits no more for an instance that was asked to go, and says why. */
  record LeaveBehind(String group, String instance, String because) implements Decision {}

  /** Leaves something of the group as nobody wanted it, so that somebody is told what to do. */
  record LeaveAsItIs(String group, String what) implements Decision {}

  /** Asks the drain policy about a pod. */
  record AskPolicy(String group, Pod pod) implements Decision {}

  /** Asks the node selector about the members that nobody has judged. */
  record AskSelector(String group) implements Decision {}

  /** Looks at the group again after that time. */
  record Observe(String group, Duration after) implements Decision {}

  /** Looks at the item again after that time. */
  record Wake(AgendaItem item, Duration after) implements Decision {}

  /** Tells people. */
  record Tell(UpgradeEvent event) implements Decision {}

  /** Gives up the run's aim, and begins to clean up. */
  record End(Ending ending) implements Decision {}

  /** Ends the run for good, whatever it was ending for. */
  record BreakOff(Ending.Failing reason, String because) implements Decision {}

  /** Gives up even cleaning up. */
  record GiveUp(String because) implements Decision {}

  /** Everything is done, or cleaned up. */
  record Finish() implements Decision {}
}
