package io.evenkeel.campaign.internal;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The history of one scenario, line by line: what the world did, and what the run told. */
public final class Replay {
  private final Scenario scenario;
  private final PlugIns plugIns;
  private final Deque<UpgradeEvent> told = new ArrayDeque<>();
  private int clusterLines;
  private int cloudLines;

  public Replay(Scenario scenario, PlugIns plugIns) {
    this.scenario = scenario;
    this.plugIns = plugIns;
  }

  /** Tells what is in the world, all that happens, and how it ends. */
  public Trial tell(Consumer<String> lines) {
    TrialRun run = TrialRun.remembered(scenario, plugIns, listener());
    scenario.lines().forEach(lines);
    run.plan().lines().forEach(line -> lines.accept("plan " + line));
    Trial trial = run.toTheEnd(() -> drain(run.world(), lines));
    drain(run.world(), lines);
    lines.accept("ended: " + trial.ended().map(Object::toString).orElse("not"));
    trial.violations().forEach(seen -> lines.accept("violation: " + seen));
    trial.problems().forEach(problem -> lines.accept("violation: " + problem));
    lines.accept("hash of the cluster's history: " + run.world().cluster.history().hash());
    return trial;
  }

  private UpgradeListener listener() {
    return new UpgradeListener() {
      @Override
      public void onEvent(UpgradeEvent event) {
        told.add(event);
      }
    };
  }

  private void drain(CampaignWorld world, Consumer<String> lines) {
    List<String> cluster = world.cluster.history().lines();
    for (; clusterLines < cluster.size(); clusterLines++) {
      lines.accept("cluster " + cluster.get(clusterLines));
    }
    List<?> cloud = world.cloud.history();
    for (; cloudLines < cloud.size(); cloudLines++) {
      lines.accept("cloud " + cloud.get(cloudLines));
    }
    while (!told.isEmpty()) {
      lines.accept("run " + told.poll());
    }
  }

  /** Returns all lines at once. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    tell(lines::add);
    return lines;
  }
}
