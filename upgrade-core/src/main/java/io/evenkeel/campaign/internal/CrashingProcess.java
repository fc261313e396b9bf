package io.evenkeel.campaign.internal;

import io.evenkeel.campaign.internal.CrashPoint.Moment;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.Timeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins of one process, which is cut off from the world at a crash point: from then on
 * nothing that it sends arrives, and nothing that happens reaches it. What has been sent takes
 * effect all the same.
 *
 * <p>Side effects are the calls that write; reads are not counted. The process itself is to be
 * ended by {@code crash}, which runs as a task of its own right after the cut.
 */
public final class CrashingProcess {
  private final Timeline time;
  private final Optional<CrashPoint> point;
  private final Runnable crash;
  private final List<String> effects = new ArrayList<>();
  private Optional<CallWitness> witness = Optional.empty();
  private Optional<String> diedAt = Optional.empty();
  private boolean dead;

  private CrashingProcess(Timeline time, Optional<CrashPoint> point, Runnable crash) {
    this.time = time;
    this.point = point;
    this.crash = crash;
  }

  /** Returns a process that dies there, if it ever comes there. */
  public static CrashingProcess at(CrashPoint point, Timeline time, Runnable crash) {
    return new CrashingProcess(time, Optional.of(point), crash);
  }

  /** Returns a process that dies only when it is told to. */
  public static CrashingProcess lasting(Timeline time, Runnable crash) {
    return new CrashingProcess(time, Optional.empty(), crash);
  }

  /** Lets somebody note how its calls fare. */
  CrashingProcess seenBy(CallWitness calls) {
    witness = Optional.of(calls);
    return this;
  }

  public ClusterClient client(ClusterClient honest) {
    return port(ClusterClient.class, honest);
  }

  public InstanceProvider provider(InstanceProvider honest) {
    return port(InstanceProvider.class, honest);
  }

  public NodePoolProvider pools(NodePoolProvider honest) {
    return port(NodePoolProvider.class, honest);
  }

  public ControlPlane controlPlane(ControlPlane honest) {
    return port(ControlPlane.class, honest);
  }

  /** Returns the side effects that were asked for, in order, by the name of their method. */
  public List<String> effects() {
    return List.copyOf(effects);
  }

  /** Returns the kind of crash point at which it died; empty where something else ended it. */
  public Optional<String> diedAt() {
    return diedAt;
  }

  /** Returns whether it is cut off. */
  public boolean isDead() {
    return dead;
  }

  /** Cuts the process off, now. */
  public void die() {
    if (!dead) {
      dead = true;
      time.execute(crash);
    }
  }

  private <T> T port(Class<T> port, T honest) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(honest, method, arguments)));
  }

  private Object call(Object honest, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (!SideEffects.isCall(method)) {
      return invoke(honest, method, arguments);
    }
    if (dead) {
      return new CompletableFuture<>();
    }
    if (!SideEffects.is(method)) {
      return whileAlive(send(honest, method, arguments));
    }
    effects.add(method.getName());
    return effect(method.getName(), () -> send(honest, method, arguments));
  }

  private CompletionStage<?> send(Object honest, Method method, Object @Nullable [] arguments)
      throws Throwable {
    CompletionStage<?> answer = (CompletionStage<?>) invoke(honest, method, arguments);
    List<Object> with = arguments == null ? List.of() : List.of(arguments);
    witness.ifPresent(calls -> calls.sent(method.getName(), with, answer));
    return answer;
  }

  private interface Request {
    CompletionStage<?> send() throws Throwable;
  }

  private Object effect(String call, Request request) throws Throwable {
    Optional<Moment> end = point.filter(at -> at.isAt(effects)).map(CrashPoint::moment);
    if (end.equals(Optional.of(Moment.BEFORE_THE_REQUEST))) {
      dieAt(call, Moment.BEFORE_THE_REQUEST);
      return new CompletableFuture<>();
    }
    CompletionStage<?> answer = request.send();
    if (end.equals(Optional.of(Moment.AFTER_THE_REQUEST))) {
      dieAt(call, Moment.AFTER_THE_REQUEST);
    }
    if (end.equals(Optional.of(Moment.AFTER_THE_EFFECT))) {
      answer.whenComplete((value, fault) -> dieAt(call, Moment.AFTER_THE_EFFECT));
    }
    CompletionStage<?> heard = whileAlive(answer);
    if (end.equals(Optional.of(Moment.AFTER_THE_ANSWER))) {
      answer.whenComplete(
          (value, fault) -> time.execute(() -> dieAt(call, Moment.AFTER_THE_ANSWER)));
    }
    return heard;
  }

  private void dieAt(String call, Moment moment) {
    if (!dead) {
      diedAt = Optional.of(CrashPoint.kind(call, moment));
      die();
    }
  }

  /** Passes the answer on unless the process is dead by then. */
  private <T> CompletionStage<T> whileAlive(CompletionStage<T> answer) {
    CompletableFuture<T> heard = new CompletableFuture<>();
    answer.whenComplete(
        (value, fault) -> {
          if (dead) {
            return;
          }
          if (fault == null) {
            heard.complete(value);
          } else {
            heard.completeExceptionally(fault);
          }
        });
    return heard;
  }

  private Object invoke(Object honest, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(honest, arguments == null ? new Object[0] : guarded(arguments));
    } catch (InvocationTargetException fault) {
      throw fault.getCause();
    }
  }

  /** A dead process is told nothing. */
  private Object[] guarded(Object[] arguments) {
    Object[] guarded = arguments.clone();
    for (int i = 0; i < guarded.length; i++) {
      if (guarded[i] instanceof Consumer<?> listener) {
        guarded[i] = guard(listener);
      } else if (guarded[i] instanceof Runnable hint) {
        guarded[i] = (Runnable) () -> runIfAlive(hint);
      }
    }
    return guarded;
  }

  private <T> Consumer<T> guard(Consumer<T> listener) {
    return event -> runIfAlive(() -> listener.accept(event));
  }

  private void runIfAlive(Runnable act) {
    if (!dead) {
      act.run();
    }
  }
}
