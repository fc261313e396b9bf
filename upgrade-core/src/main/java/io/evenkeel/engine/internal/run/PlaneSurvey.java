package io.evenkeel.engine.internal.run;

import io.evenkeel.ControlPlanePlan;
import io.evenkeel.engine.internal.act.FactQuestions;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.engine.internal.state.AddOnOffers;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.KubernetesVersion;
import io.evenkeel.engine.internal.state.PlaneSteps;
import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneState.AddOn;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The first look at the control plane: how it is, what is offered, and what stands against it. */
final class PlaneSurvey {
  private static final String SUBJECT = "the control plane";

  private final PlugInCalls calls;
  private final FirstReads reads;

  PlaneSurvey(PlugInCalls calls, FirstReads reads) {
    this.calls = calls;
    this.reads = reads;
  }

  /** What was found of the control plane. */
  record Surveyed(
      ControlPlanePlan plan,
      ControlPlaneState state,
      AddOnOffers offers,
      List<Finding> findings,
      Duration observeEvery) {

    ControlPlaneView view(Instant now) {
      return new ControlPlaneView(plan, offers, observeEvery, state, now);
    }
  }

  CompletionStage<Surveyed> of(ControlPlanePlan plan) {
    ControlPlane plane = plan.provider();
    return calls
        .ask(PlugIns.call(plane, "observeEvery", ""), () -> FactQuestions.observeEvery(plane))
        .thenCompose(
            every ->
                read(plane, "observe", plane::observe)
                    .thenCompose(state -> judged(plan, state, every)));
  }

  private CompletionStage<Surveyed> judged(
      ControlPlanePlan plan, ControlPlaneState state, Duration every) {
    ControlPlane plane = plan.provider();
    List<KubernetesVersion> versions = PlaneSteps.versions(plan, state.version());
    List<String> ahead =
        versions.stream()
            .map(KubernetesVersion::toString)
            .filter(version -> !version.equals(state.version()))
            .toList();
    return offers(plane, state, versions)
        .thenCompose(
            offers ->
                read(plane, "inspect", () -> plane.inspect(ahead))
                    .thenApply(found -> new Surveyed(plan, state, offers, found, every)));
  }

  private CompletionStage<AddOnOffers> offers(
      ControlPlane plane, ControlPlaneState state, List<KubernetesVersion> versions) {
    List<KubernetesVersion> all =
        Stream.concat(KubernetesVersion.parse(state.version()).stream(), versions.stream())
            .distinct()
            .toList();
    CompletionStage<AddOnOffers> offers = CompletableFuture.completedStage(new AddOnOffers());
    for (AddOn addOn : state.addOns()) {
      for (KubernetesVersion version : all) {
        offers = offers.thenCompose(known -> offered(plane, addOn.name(), version, known));
      }
    }
    return offers;
  }

  private CompletionStage<AddOnOffers> offered(
      ControlPlane plane, String addOn, KubernetesVersion version, AddOnOffers known) {
    return this.<List<AddOnVersion>>read(
            plane, "offers", () -> plane.offers(addOn, version.toString()))
        .thenApply(
            offered -> {
              known.put(addOn, version, offered);
              return known;
            });
  }

  private <T> CompletionStage<T> read(
      ControlPlane plane, String doing, Supplier<CompletionStage<Answer<T>>> call) {
    return reads
        .read(SUBJECT, PlugIns.call(plane, doing, ""), call)
        .thenApply(
            answer -> answer.value().orElseThrow(() -> FirstReadFailures.of(SUBJECT, answer)));
  }
}
