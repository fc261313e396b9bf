package io.evenkeel.engine.internal.act;

import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.PoolWork;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.model.Node;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePoolProvider;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Carries out what is decided in node pools: marks on nodes beside one another, and requests and
 * removals in rounds, after each of which the pool is looked at before anything more is decided.
 */
final class PoolWrites {
  private final Desk desk;
  private final PoolObserver observer;

  PoolWrites(Desk desk, PoolObserver observer) {
    this.desk = desk;
    this.observer = observer;
  }

  void write(Decision.PoolWrite write) {
    RolloutView view = desk.run().rollouts().named(write.group()).orElseThrow();
    NodePoolProvider provider = PoolObserver.provider(view);
    String pool = view.name();
    if (write instanceof Decision.PatchPoolNode patch) {
      patch(view, patch);
    } else if (write instanceof Decision.RequestNode request) {
      round(
          view,
          request,
          "request",
          () -> provider.request(pool, request.request(), Optional.of(request.like())));
    } else if (write instanceof Decision.WithdrawRequest withdraw) {
      round(view, withdraw, "withdraw", () -> provider.withdraw(pool, withdraw.request()));
    } else if (write instanceof Decision.RemoveNode remove) {
      round(view, remove, "remove", () -> provider.remove(pool, remove.claim()));
    } else {
      round(view, write, "tidy", () -> provider.tidy(pool));
    }
  }

  private void patch(RolloutView view, Decision.PatchPoolNode decision) {
    PoolWork work = view.pool().orElseThrow();
    String node = decision.node().name();
    work.occupy(node);
    desk.<Node>write(
        PlugIns.call(desk.plan().clusterClient(), "patch", "of node " + node),
        () -> desk.plan().clusterClient().patch(decision.node(), decision.patch()),
        answer -> {
          if (answer instanceof Answer.Ok<Node> ok) {
            desk.worked(decision);
            desk.run().put(ok.result());
            freed(view, node);
          } else if (answer instanceof Answer.Missing<Node>) {
            freed(view, node);
          } else {
            desk.refused(decision, (Answer.Problem<Node>) answer, () -> freed(view, node));
          }
        });
  }

  private void freed(RolloutView view, String node) {
    view.pool().orElseThrow().release(node);
    observer.touch(view);
  }

  private void round(
      RolloutView view,
      Decision.PoolWrite write,
      String method,
      Supplier<CompletionStage<Answer<Answer.Done>>> call) {
    observer.writes(view);
    desk.<Answer.Done>write(
        RolloutObserver.what(view, method),
        call,
        answer -> {
          if (answer instanceof Answer.Ok<Answer.Done> || answer instanceof Answer.Missing<?>) {
            worked(view, write);
            observer.written(view);
          } else {
            desk.refused(write, (Answer.Problem<Answer.Done>) answer, () -> observer.written(view));
          }
        });
  }

  private void worked(RolloutView view, Decision.PoolWrite write) {
    desk.worked(write);
    PoolWork work = view.pool().orElseThrow();
    if (write instanceof Decision.TidyPool) {
      work.tidied(true);
    } else if (write instanceof Decision.RequestNode) {
      work.tidied(false);
    }
  }
}
