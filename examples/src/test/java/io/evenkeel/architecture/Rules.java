package io.evenkeel.architecture;

import com.tngtech.archunit.lang.ArchRule;
import io.evenkeel.aws.fixture.AwsThatUsesCore;
import io.evenkeel.aws.simulated.fixture.SimulatedAwsThatUsesKubernetes;
import io.evenkeel.engine.fixture.Blocks;
import io.evenkeel.engine.fixture.CoreThatUsesAws;
import io.evenkeel.engine.fixture.DrawsWithoutASeed;
import io.evenkeel.engine.fixture.EngineThatAsserts;
import io.evenkeel.engine.fixture.ExposesInternal;
import io.evenkeel.engine.fixture.IteratesInAnyOrder;
import io.evenkeel.engine.fixture.Prints;
import io.evenkeel.engine.fixture.ReadsTheClock;
import io.evenkeel.engine.fixture.Sleeps;
import io.evenkeel.fixture.ApiThatUsesCore;
import io.evenkeel.fixture.unmarked.InAnUnmarkedPackage;
import io.evenkeel.kubernetes.fixture.ExposesAForeignModel;
import io.evenkeel.kubernetes.fixture.KubernetesThatUsesCore;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every rule by name, each with a class that breaks it. */
final class Rules {

  static final Map<String, RuleAndCulprit> ALL = all();

  private Rules() {}

  private static Map<String, RuleAndCulprit> all() {
    Map<String, RuleAndCulprit> rules = new LinkedHashMap<>();
    add(
        rules,
        "upgrade-api uses only the JDK",
        ModuleRules.API_USES_ONLY_THE_JDK,
        ApiThatUsesCore.class);
    add(
        rules,
        "upgrade-core knows no adapter and no foreign model",
        ModuleRules.CORE_KNOWS_NO_ADAPTER,
        CoreThatUsesAws.class);
    add(
        rules,
        "upgrade-aws knows only the API",
        ModuleRules.AWS_KNOWS_ONLY_THE_API,
        AwsThatUsesCore.class);
    add(
        rules,
        "the simulated AWS knows only API and core",
        ModuleRules.SIMULATED_AWS_KNOWS_ONLY_API_AND_CORE,
        SimulatedAwsThatUsesKubernetes.class);
    add(
        rules,
        "upgrade-k8s knows only the API",
        ModuleRules.K8S_KNOWS_ONLY_THE_API,
        KubernetesThatUsesCore.class);
    add(
        rules,
        "only the simulation uses AssertJ",
        ModuleRules.ONLY_THE_SIMULATION_ASSERTS,
        EngineThatAsserts.class);
    add(
        rules,
        "every package is null-marked",
        ModuleRules.EVERY_PACKAGE_IS_NULL_MARKED,
        InAnUnmarkedPackage.class);
    add(
        rules,
        "internal classes are never exposed",
        SignatureRules.INTERNAL_IS_NEVER_EXPOSED,
        ExposesInternal.class);
    add(
        rules,
        "foreign models are never exposed",
        SignatureRules.FOREIGN_MODELS_ARE_NEVER_EXPOSED,
        ExposesAForeignModel.class);
    add(rules, "no clock is read", DeterminismRules.NO_CLOCK_IS_READ, ReadsTheClock.class);
    add(rules, "nobody sleeps", DeterminismRules.NOBODY_SLEEPS, Sleeps.class);
    add(rules, "the engine never blocks", DeterminismRules.THE_ENGINE_NEVER_BLOCKS, Blocks.class);
    add(
        rules,
        "upgrade-api and upgrade-core iterate in a defined order",
        DeterminismRules.MODEL_AND_CORE_ITERATE_IN_A_DEFINED_ORDER,
        IteratesInAnyOrder.class);
    add(
        rules,
        "upgrade-core draws only from a seed",
        DeterminismRules.CORE_DRAWS_ONLY_FROM_A_SEED,
        DrawsWithoutASeed.class);
    add(
        rules,
        "the library prints nothing",
        DeterminismRules.THE_LIBRARY_PRINTS_NOTHING,
        Prints.class);
    return rules;
  }

  private static void add(
      Map<String, RuleAndCulprit> rules, String name, ArchRule rule, Class<?> culprit) {
    rules.put(name, new RuleAndCulprit(rule, culprit));
  }

  record RuleAndCulprit(ArchRule rule, Class<?> culprit) {}
}
