package io.evenkeel.engine.internal.run;

import io.evenkeel.ControlPlanePlan;
import io.evenkeel.GroupPlan;
import io.evenkeel.UpgradePlan;
import io.evenkeel.WhenStuck;
import io.evenkeel.engine.internal.act.Desk;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.engine.internal.act.PoolQuestions;
import io.evenkeel.engine.internal.act.Questions;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.preflight.ControlPlaneFacts;
import io.evenkeel.engine.internal.preflight.GroupFacts;
import io.evenkeel.engine.internal.preflight.KubernetesPermissions;
import io.evenkeel.engine.internal.preflight.Preflight;
import io.evenkeel.engine.internal.preflight.RolloutFacts;
import io.evenkeel.engine.internal.preflight.TargetVersions;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.Newcomers;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodePool.Versions;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Everything that is read before the first write; it fills the state and writes nothing. */
final class Look {
  private final UpgradePlan plan;
  private final Purpose purpose;
  private final RunState run;
  private final Timeline timeline;
  private final Timeline clock;
  private final PlugInCalls calls;
  private final FirstReads reads;

  /**
   * Looks at what the plan names.
   *
   * @param timeline by which a run counts time
   * @param clock the time of day as it is set
   */
  Look(
      UpgradePlan plan,
      Purpose purpose,
      RunState run,
      Timeline timeline,
      Timeline clock,
      PlugInCalls calls,
      FirstReads reads) {
    this.purpose = purpose;
    this.plan = plan;
    this.run = run;
    this.timeline = timeline;
    this.clock = clock;
    this.calls = calls;
    this.reads = reads;
  }

  /**
   * What the look has shown.
   *
   * @param startedAt when the run began, which for a resumed one was in another process
   */
  record Seen(
      ClusterFeed feed,
      Optional<LeaseRecord> lease,
      Instant startedAt,
      Questions questions,
      List<Finding> findings) {
    LeaseBook book() {
      return LeaseBook.of(lease);
    }
  }

  CompletionStage<Seen> take(ClusterFeed feed, Optional<LeaseRecord> lease, Desk desk) {
    return feed.first()
        .thenCompose(
            snapshot ->
                surveys(snapshot, lease)
                    .thenCompose(
                        groups ->
                            rollouts(lease)
                                .thenCompose(
                                    rolled ->
                                        controlPlane(lease)
                                            .thenCompose(
                                                plane ->
                                                    judge(
                                                        feed,
                                                        snapshot,
                                                        lease,
                                                        new Surveys(groups, rolled, plane),
                                                        desk)))));
  }

  private CompletionStage<List<Survey.Surveyed>> surveys(
      ClusterSnapshot snapshot, Optional<LeaseRecord> lease) {
    Survey survey = new Survey(calls, reads.goingOn(left(lease).isPresent()));
    List<String> machines =
        snapshot.nodes().stream().flatMap(node -> node.providerId().stream()).distinct().toList();
    CompletionStage<List<Survey.Surveyed>> all =
        CompletableFuture.completedStage(new ArrayList<>());
    for (GroupPlan group : plan.groups()) {
      if (group instanceof GroupPlan.SelfDriven driven) {
        all =
            all.thenCompose(
                list ->
                    survey
                        .of(driven, pinned(group, lease), machines)
                        .thenApply(found -> with(list, found)));
      }
    }
    return all;
  }

  private CompletionStage<List<RolloutSurvey.Surveyed>> rollouts(Optional<LeaseRecord> lease) {
    RolloutSurvey survey = new RolloutSurvey(calls, reads.goingOn(left(lease).isPresent()));
    CompletionStage<List<RolloutSurvey.Surveyed>> all =
        CompletableFuture.completedStage(new ArrayList<>());
    for (GroupPlan group : plan.groups()) {
      if (group instanceof GroupPlan.Delegated delegated) {
        Optional<RolloutTarget> pinned =
            left(lease).flatMap(book -> book.rolloutTarget(group.name()));
        all =
            all.thenCompose(
                list -> survey.of(delegated, pinned).thenApply(found -> with(list, found)));
      }
    }
    return all;
  }

  private CompletionStage<Optional<PlaneSurvey.Surveyed>> controlPlane(
      Optional<LeaseRecord> lease) {
    PlaneSurvey survey = new PlaneSurvey(calls, reads.goingOn(left(lease).isPresent()));
    return plan.controlPlane()
        .map(plane -> survey.of(plane).thenApply(Optional::of))
        .orElse(CompletableFuture.completedStage(Optional.empty()));
  }

  private static <T> List<T> with(List<T> list, T found) {
    list.add(found);
    return list;
  }

  private Optional<ResolvedTarget> pinned(GroupPlan group, Optional<LeaseRecord> lease) {
    return left(lease).flatMap(book -> book.target(group.name()));
  }

  private Optional<Newcomers> beginning(GroupPlan group, Optional<LeaseRecord> lease) {
    return left(lease).flatMap(book -> book.newcomers(group.name()));
  }

  /** What an earlier process of the same run has written beside the lease. */
  private Optional<LeaseBook> left(Optional<LeaseRecord> lease) {
    return lease.map(LeaseBook::of).filter(purpose::goesOnWith);
  }

  private CompletionStage<Seen> judge(
      ClusterFeed feed,
      ClusterSnapshot snapshot,
      Optional<LeaseRecord> lease,
      Surveys surveys,
      Desk desk) {
    Instant started = LeaseBook.of(lease).startedAt().orElse(timeline.now());
    run.apply(snapshot);
    surveys
        .groups()
        .forEach(
            group -> run.addGroup(view(group), beginning(group.plan(), lease), timeline.now()));
    surveys.rollouts().forEach(group -> run.rollouts().add(group.view(timeline.now())));
    run.rollouts().all().forEach(view -> view.pool().ifPresent(work -> work.runBegan(started)));
    surveys.rollouts().forEach(this::tellTaints);
    surveys.controlPlane().ifPresent(plane -> takeIn(plane, surveys));
    Questions questions = new Questions(desk, started);
    CompletionStage<Boolean> selected = CompletableFuture.completedStage(true);
    for (GroupView group : run.groups()) {
      selected =
          selected
              .thenCompose(done -> questions.settings(group))
              .thenCompose(done -> questions.select(group));
    }
    PoolQuestions pools = new PoolQuestions(desk);
    for (RolloutView view : run.rollouts().all()) {
      if (view.pool().isPresent()) {
        selected = selected.thenCompose(done -> pools.select(view));
      }
    }
    return selected
        .thenCompose(done -> missing().thenCombine(version(), Rights::new))
        .thenApply(
            rights -> {
              run.groups().forEach(run::refer);
              run.rollouts().sort();
              List<Finding> findings = new ArrayList<>(findings(snapshot, surveys, rights));
              findings.addAll(versions(surveys, rights));
              return new Seen(feed, lease, started, questions, findings);
            });
  }

  private void tellTaints(RolloutSurvey.Surveyed group) {
    String name = group.plan().name();
    run.rollouts()
        .named(name)
        .flatMap(RolloutView::pool)
        .ifPresent(
            work ->
                Optional.ofNullable(group.offers().get(name))
                    .ifPresent(offer -> work.makesWith(offer.taints())));
  }

  /** What was found of all that the plan names. */
  private record Surveys(
      List<Survey.Surveyed> groups,
      List<RolloutSurvey.Surveyed> rollouts,
      Optional<PlaneSurvey.Surveyed> controlPlane) {

    /** Returns the pools whose version the cloud keeps at that of the control plane. */
    Set<String> followers() {
      return rollouts.stream()
          .filter(
              pool ->
                  pool.group()
                      .pool()
                      .filter(content -> content.versions() == Versions.OF_THE_CONTROL_PLANE)
                      .isPresent())
          .map(pool -> pool.plan().name())
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  private void takeIn(PlaneSurvey.Surveyed plane, Surveys surveys) {
    ControlPlaneView view = plane.view(timeline.now());
    run.takeIn(view);
    run.proceedsBy(run.waves().with(plan, view.steps(), surveys.followers()));
  }

  /** What the cluster says of us and of itself. */
  private record Rights(List<Permission> missing, Optional<String> version) {}

  private CompletionStage<Optional<String>> version() {
    return calls
        .call(
            PlugIns.call(plan.clusterClient(), "serverVersion", ""),
            () -> plan.clusterClient().serverVersion())
        .thenApply(Answer::value);
  }

  private List<Finding> versions(Surveys surveys, Rights rights) {
    TargetVersions versions =
        new TargetVersions(plan.controlPlane().map(ControlPlanePlan::version).or(rights::version));
    List<Finding> findings = new ArrayList<>();
    surveys.groups().forEach(group -> findings.addAll(versions(group, versions)));
    surveys.rollouts().forEach(group -> findings.addAll(versions.of(group.plan(), group.target())));
    return findings;
  }

  private List<Finding> versions(Survey.Surveyed group, TargetVersions versions) {
    List<Node> replaced =
        run.group(group.plan().name()).orElseThrow().members().stream()
            .filter(Member::outdated)
            .flatMap(member -> member.nodeName().flatMap(run.cluster()::node).stream())
            .toList();
    return versions.of(group.plan(), replaced, group.launchesFrom());
  }

  private static GroupView view(Survey.Surveyed group) {
    GroupView view =
        new GroupView(group.plan(), group.state(), group.launchesFrom(), group.target());
    view.learn(group.facts());
    return view;
  }

  private CompletionStage<List<Permission>> missing() {
    List<WhenStuck> ladders =
        run.groups().stream().map(group -> group.drains().whenStuck()).toList();
    return calls
        .call(
            PlugIns.call(plan.clusterClient(), "missingPermissions", ""),
            () -> plan.clusterClient().missingPermissions(KubernetesPermissions.needed(ladders)))
        .thenApply(answer -> answer.value().orElse(List.of()));
  }

  private List<Finding> findings(ClusterSnapshot snapshot, Surveys surveys, Rights rights) {
    List<GroupFacts> facts = new ArrayList<>();
    for (Survey.Surveyed group : surveys.groups()) {
      List<String> selected =
          run.group(group.plan().name()).orElseThrow().members().stream()
              .filter(Member::outdated)
              .map(Member::id)
              .toList();
      facts.add(
          new GroupFacts(
              group.plan(),
              group.state(),
              Optional.of(group.target()),
              group.findings(),
              selected,
              group.facts().instanceIds(),
              run.group(group.plan().name()).orElseThrow().drains()));
    }
    List<RolloutFacts> rollouts =
        surveys.rollouts().stream()
            .map(
                g ->
                    new RolloutFacts(
                        g.plan(),
                        g.group(),
                        g.findings(),
                        run.rollouts().named(g.plan().name()).orElseThrow().outdatedNodes(),
                        g.offers()))
            .toList();
    Optional<ControlPlaneFacts> plane =
        surveys
            .controlPlane()
            .map(p -> new ControlPlaneFacts(p.plan(), p.state(), p.offers(), p.findings()));
    return Preflight.findings(
        plan, clock.now(), snapshot, facts, rollouts, plane, rights.missing());
  }
}
