package io.evenkeel.engine.internal.act;

import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.spi.InstanceProvider;
import java.util.LinkedHashSet;
import java.util.concurrent.CompletableFuture;

/** Asks providers which machine the provider id of a new node names; each once. */
public final class MachineQuestions {
  private final Desk desk;
  private final LinkedHashSet<String> asked = new LinkedHashSet<>();

  public MachineQuestions(Desk desk) {
    this.desk = desk;
  }

  public void ask(GroupView group, String providerId) {
    if (!asked.add(group.name() + " " + providerId)) {
      return;
    }
    InstanceProvider provider = group.plan().provider();
    desk.raw(
        PlugIns.call(provider, "instanceIdOf", "asked about a new node"),
        () -> CompletableFuture.completedStage(FactQuestions.instanceId(provider, providerId)),
        instance -> desk.run().identify(group, providerId, instance),
        desk::failedPlugIn);
  }
}
