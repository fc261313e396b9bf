package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedGroup.check;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Resize;
import java.util.List;
import java.util.function.Supplier;

/** How a target is pinned, made launchable and pointed at. */
final class TargetChecks {

  private TargetChecks() {}

  static List<ContractCheck> all(Supplier<InstanceProviderHarness> harness) {
    return List.of(
        check("resolving the latest image changes nothing", harness, g -> readsOnly(g)),
        check("the image of a group's own instances is its target already", harness, g -> at(g)),
        check("an image that does not exist is no target", harness, g -> unknownImage(g)),
        check("a template version that does not exist is no target", harness, g -> noVersion(g)),
        check("a template version is its own target", harness, g -> template(g)),
        check("one token makes one template version", harness, g -> token(g)),
        check("a template that was made is found again", harness, g -> found(g)),
        check("making a template arms nothing", harness, g -> unarmed(g)),
        check("the pointer moves, and running instances stay", harness, g -> points(g)),
        check("the pointer does not move from where it is not", harness, g -> conflict(g)),
        check("a launch after the pointer has moved matches the target", harness, g -> launch(g)));
  }

  private static void readsOnly(CheckedGroup g) {
    GroupState before = g.state();
    ResolvedTarget target = resolved(g, Target.latestImage());
    Expect.that(!target.image().isEmpty(), "an image", target);
    Expect.that(!target.description().isEmpty(), "a description", target);
    Expect.that(before.instances().stream().noneMatch(target::matches), "no match yet", target);
    Expect.same(before, g.state(), "the group");
  }

  private static void at(CheckedGroup g) {
    String image = g.state().instances().get(0).image();
    ResolvedTarget target = resolved(g, Target.image(image));
    Expect.that(g.state().instances().stream().allMatch(target::matches), "all to match", target);
  }

  private static void unknownImage(CheckedGroup g) {
    Answer<ResolvedTarget> answer =
        g.ask(p -> p.resolve(g.name, Target.image("ami-00000000deadbeef0")));
    Expect.that(answer.problem().isPresent(), "a problem", answer);
  }

  private static void noVersion(CheckedGroup g) {
    String template = g.state().pointer().template();
    Answer<ResolvedTarget> answer =
        g.ask(p -> p.resolve(g.name, Target.launchTemplate(template, 4711)));
    Expect.that(answer.problem().isPresent(), "a problem", answer);
  }

  private static void template(CheckedGroup g) {
    TemplateVersion now = g.get("launchesFrom", p -> p.launchesFrom(g.name));
    ResolvedTarget target =
        resolved(g, Target.launchTemplate(now.template(), Integer.parseInt(now.version())));
    Expect.that(g.state().instances().stream().allMatch(target::matches), "all to match", target);
  }

  private static void token(CheckedGroup g) {
    ResolvedTarget first = g.latestWithTemplate();
    Expect.that(first.template().isPresent(), "a template version", first);
    Expect.same(first.template(), g.latestWithTemplate().template(), "the version made again");
  }

  private static void found(CheckedGroup g) {
    ResolvedTarget made = g.latestWithTemplate();
    Expect.same(made.template(), resolved(g, Target.latestImage()).template(), "the version found");
  }

  private static void unarmed(CheckedGroup g) {
    TemplateVersion before = g.get("launchesFrom", p -> p.launchesFrom(g.name));
    g.latestWithTemplate();
    Expect.same(
        before, g.get("launchesFrom", p -> p.launchesFrom(g.name)), "what the group launches from");
  }

  private static void points(CheckedGroup g) {
    TemplateVersion target = pointAtLatest(g);
    g.harness.letPass(java.time.Duration.ofSeconds(30));
    GroupState seen = g.state();
    Expect.same(target, seen.pointer(), "the pointer");
    Expect.same(3, CheckedGroup.inService(seen).size(), "instances in service");
    Expect.that(
        seen.instances().stream().noneMatch(i -> i.template().filter(target::equals).isPresent()),
        "running instances as they were",
        seen);
  }

  private static void conflict(CheckedGroup g) {
    TemplateVersion now = g.state().pointer();
    TemplateVersion target = g.latestWithTemplate().template().orElseThrow();
    Expect.answered(
        Answer.Conflict.class, g.ask(p -> p.point(g.name, target, now)), "a stale precondition");
    Expect.same(now, g.state().pointer(), "the pointer");
  }

  private static void launch(CheckedGroup g) {
    TemplateVersion target = pointAtLatest(g);
    g.get("resizing", p -> p.resize(g.name, new Resize(3, 6, 4, 6)));
    List<Instance> fresh =
        g.untilInService(4).instances().stream()
            .filter(i -> i.template().filter(target::equals).isPresent())
            .toList();
    Expect.same(1, fresh.size(), "instances of the target");
  }

  private static TemplateVersion pointAtLatest(CheckedGroup g) {
    TemplateVersion target = g.latestWithTemplate().template().orElseThrow();
    TemplateVersion now = g.state().pointer();
    g.get("pointing", p -> p.point(g.name, now, target));
    return target;
  }

  private static ResolvedTarget resolved(CheckedGroup g, Target target) {
    return g.get("resolving " + target, p -> p.resolve(g.name, target));
  }
}
