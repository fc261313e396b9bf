package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.act.LeaseKeeper;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.lease.Request;
import io.evenkeel.engine.internal.state.Availability;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.PlaneUpdate;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import java.util.Map;
import java.util.Optional;

/** What the lease tells its run, brought into the loop, and what the run keeps up to date there. */
final class LeaseEvents implements LeaseKeeper.Holder {
  private final RunParts parts;
  private final Requests requests;

  LeaseEvents(RunParts parts, Requests requests) {
    this.parts = parts;
    this.requests = requests;
  }

  @Override
  public void lost(String because) {
    parts
        .loop()
        .enter(
            () -> {
              parts
                  .state()
                  .course()
                  .breakOff(
                      new Ending.Failing(
                          FailureReason.LEASE_LOST,
                          "the lease of this run was lost: " + because,
                          "see who holds it; this process has stopped writing"),
                      "the lease was lost",
                      parts.timeline().now());
            });
  }

  @Override
  public void asked(Request request) {
    parts.loop().enter(() -> requests.take(request));
  }

  /**
   * Whoever has asked for a pause learns when the last node that was under way has been dealt with.
   */
  @Override
  public Map<String, Optional<String>> report() {
    RunState state = parts.state();
    boolean held =
        state.course().paused()
            && state.groups().stream().noneMatch(LeaseEvents::isUnderWay)
            && state.rollouts().all().stream().noneMatch(RolloutView::underWay)
            && state.controlPlane().filter(plane -> !plane.atRest()).isEmpty();
    return Map.of(
        LeaseBook.HELD, held ? Optional.of(parts.timeline().now().toString()) : Optional.empty());
  }

  /** A process that goes on needs none of it: the cloud itself shows what is under way. */
  @Override
  public Map<String, Optional<String>> shows() {
    return Map.of(
        LeaseBook.UPDATE,
        parts
            .state()
            .controlPlane()
            .flatMap(ControlPlaneView::update)
            .filter(PlaneUpdate::goesOn)
            .map(PlaneUpdate::inWords));
  }

  private static boolean isUnderWay(GroupView group) {
    return group.busy() || group.count(LeaseEvents::isUnderWay) > 0;
  }

  private static boolean isUnderWay(Member member) {
    return Availability.underWay(member) || member.stage() == NodeStage.BLOCKED;
  }
}
