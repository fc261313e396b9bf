package io.evenkeel;

import io.evenkeel.model.ClusterSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * What a {@link HealthGate} is asked about.
 *
 * @param groups the node groups that go on once it is open
 * @param cluster the cluster as last told
 * @param since when the run came to this checkpoint, in whichever process
 * @param now when the gate is asked
 */
public record GateQuestion(
    Checkpoint checkpoint,
    List<String> groups,
    ClusterSnapshot cluster,
    Instant since,
    Instant now) {

  public GateQuestion {
    groups = List.copyOf(groups);
  }
}
