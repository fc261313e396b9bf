package io.evenkeel.simulation.contract;

import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneChange.Edits;
import io.evenkeel.spi.ControlPlaneChange.ToAddOn;
import io.evenkeel.spi.ControlPlaneChange.ToVersion;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneState.AddOn;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.RolloutState.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every {@link ControlPlane} promises, as named checks. */
public final class ControlPlaneContract {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int STEPS = 200;
  private static final String CNI = "vpc-cni";
  private static final ControlPlaneChange UP = new ToVersion("1.34", "1.35");
  private static final ControlPlaneChange NEWER_CNI =
      new ToAddOn(CNI, "v1.19.0", "v1.20.0", Edits.PRESERVED);

  private final ControlPlaneHarness harness;

  private ControlPlaneContract(ControlPlaneHarness harness) {
    this.harness = harness;
  }

  /** Returns the checks; each asks for one harness. */
  public static List<ContractCheck> checks(Supplier<ControlPlaneHarness> harness) {
    return List.of(
        check("it tells its version and its add-ons", harness, c -> c.tells()),
        check("an upgrade leads to the next version", harness, c -> c.upgrades()),
        check("what is under way is shown until it is over", harness, c -> c.showsWhatIsUnderWay()),
        check("a token starts one upgrade, however often it is used", harness, c -> c.once()),
        check("a token of another change is refused", harness, c -> c.refusesTokens()),
        check("two minor versions at once are refused", harness, c -> c.refusesTwoMinors()),
        check("a second change beside the first is a conflict", harness, c -> c.conflicts()),
        check("an add-on goes to another version", harness, c -> c.changesAddOns()),
        check("an add-on that is not installed is refused", harness, c -> c.refusesUnknown()),
        check("what is offered is told newest first", harness, c -> c.offers()),
        check(
            "nothing is offered for an add-on that nobody knows", harness, c -> c.offersNothing()),
        check("a change that fails says why and changes nothing", harness, c -> c.fails()),
        check("an upgrade that is not known is missing", harness, c -> c.misses()),
        check("looking changes nothing", harness, c -> c.onlyLooks()));
  }

  private static ContractCheck check(
      String name, Supplier<ControlPlaneHarness> harness, Consumer<ControlPlaneContract> body) {
    return new ContractCheck(name, () -> body.accept(new ControlPlaneContract(harness.get())));
  }

  private void tells() {
    ControlPlaneState seen = state();
    Expect.same("1.34", seen.version(), "the version");
    Expect.same(List.of(new AddOn(CNI, "v1.19.0")), seen.addOns(), "the add-ons");
    Expect.same(Optional.empty(), seen.running(), "what is under way");
  }

  private void upgrades() {
    ControlPlaneUpdate update = start(UP, "a");
    RolloutState end = untilOver(update);
    Expect.same(Stage.SUCCEEDED, end.stage(), "the end of the upgrade");
    Expect.same("1.35", state().version(), "the version");
  }

  private void showsWhatIsUnderWay() {
    ControlPlaneUpdate update = start(UP, "a");
    Expect.same(Optional.of(update), state().running(), "what is under way");
    Expect.same(Stage.IN_PROGRESS, progress(update).stage(), "how far it is");
    untilOver(update);
    Expect.same(Optional.empty(), state().running(), "what is under way");
  }

  private void once() {
    ControlPlaneUpdate first = start(UP, "a");
    Expect.same(first, start(UP, "a"), "the upgrade of the same token");
    untilOver(first);
    Expect.same(first, start(UP, "a"), "the upgrade of the same token, once it is over");
  }

  private void refusesTokens() {
    untilOver(start(NEWER_CNI, "a"));
    Answer<ControlPlaneUpdate> answer =
        ask(plane -> plane.start(new ToAddOn(CNI, "v1.20.0", "v1.19.0", Edits.PRESERVED), "a"));
    Expect.answered(Answer.Refused.class, answer, "another change with that token");
  }

  private void refusesTwoMinors() {
    Answer<ControlPlaneUpdate> answer =
        ask(plane -> plane.start(new ToVersion("1.34", "1.36"), "a"));
    Expect.answered(Answer.Refused.class, answer, "going two minor versions up");
    Expect.same("1.34", state().version(), "the version");
  }

  private void conflicts() {
    start(UP, "a");
    Answer<ControlPlaneUpdate> answer = ask(plane -> plane.start(UP, "b"));
    Expect.answered(Answer.Conflict.class, answer, "a second change");
  }

  private void changesAddOns() {
    ControlPlaneUpdate update = start(NEWER_CNI, "a");
    Expect.same(Optional.of(CNI), update.addOn(), "the add-on of the change");
    Expect.same(Stage.SUCCEEDED, untilOver(update).stage(), "the end of the change");
    Expect.same(List.of(new AddOn(CNI, "v1.20.0")), state().addOns(), "the add-ons");
  }

  private void refusesUnknown() {
    Answer<ControlPlaneUpdate> answer =
        ask(plane -> plane.start(new ToAddOn("mesh", "v1", "v2", Edits.REFUSED), "a"));
    Expect.that(
        answer instanceof Answer.Missing<?> || answer instanceof Answer.Refused<?>,
        "changing an add-on that is not there to be Missing or Refused",
        answer);
  }

  private void offers() {
    List<AddOnVersion> offered = offered(CNI, "1.34");
    Expect.same(
        List.of("v1.20.0", "v1.19.0"),
        offered.stream().map(AddOnVersion::version).toList(),
        "what goes with 1.34");
    Expect.same(
        List.of("v1.20.0"),
        offered(CNI, "1.35").stream().map(AddOnVersion::version).toList(),
        "what goes with 1.35");
  }

  private void offersNothing() {
    Expect.same(List.of(), offered("mesh", "1.35"), "what is offered");
  }

  private void fails() {
    harness.nextChangeFails();
    RolloutState end = untilOver(start(UP, "a"));
    Expect.same(Stage.FAILED, end.stage(), "the end of the upgrade");
    Expect.that(
        !end.troubles().isEmpty() && !end.troubles().get(0).remedy().isBlank(),
        "a trouble with a remedy",
        end);
    Expect.same("1.34", state().version(), "the version");
  }

  private void misses() {
    Answer<RolloutState> answer =
        ask(plane -> plane.progress(new ControlPlaneUpdate("no-such-update", Optional.empty())));
    Expect.answered(Answer.Missing.class, answer, "how far an unknown upgrade is");
  }

  private void onlyLooks() {
    ControlPlaneState before = state();
    Expect.ok(ask(plane -> plane.inspect(List.of("1.35"))), "inspecting");
    Expect.same(before, state(), "the control plane");
  }

  private <T> Answer<T> ask(Function<ControlPlane, CompletionStage<Answer<T>>> question) {
    return harness.await(question.apply(harness.controlPlane()));
  }

  private ControlPlaneState state() {
    return Expect.ok(ask(ControlPlane::observe), "observing the control plane");
  }

  private ControlPlaneUpdate start(ControlPlaneChange change, String token) {
    return Expect.ok(ask(plane -> plane.start(change, token)), "starting " + change);
  }

  private RolloutState progress(ControlPlaneUpdate update) {
    return Expect.ok(ask(plane -> plane.progress(update)), "asking how far it is");
  }

  private List<AddOnVersion> offered(String addOn, String kubernetes) {
    return Expect.ok(ask(plane -> plane.offers(addOn, kubernetes)), "asking what is offered");
  }

  private RolloutState untilOver(ControlPlaneUpdate update) {
    RolloutState seen = progress(update);
    for (int n = 0; n < STEPS && seen.stage() == Stage.IN_PROGRESS; n++) {
      harness.letPass(STEP);
      seen = progress(update);
    }
    Expect.that(seen.stage() != Stage.IN_PROGRESS, "the change to end", seen);
    return seen;
  }
}
