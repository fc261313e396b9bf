package io.evenkeel.simulation.internal;

import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.simulation.WatchDisorder;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything that goes wrong between a client and the API server, and with volumes. */
public final class Outages {
  private final World world;
  private final ApiServer server;
  private final Volumes volumes;
  private final FaultBook calls;
  private final WatchHub watches;
  private final ClientCalls line;
  private boolean remembering;
  private final List<Change> remembered = new ArrayList<>();

  Outages(World world, ApiServer server, Volumes volumes) {
    this.world = world;
    this.server = server;
    this.volumes = volumes;
    this.calls = new FaultBook(world);
    this.watches = new WatchHub(world, calls);
    this.line = new ClientCalls(world, calls);
    world.store.listen(this::remember);
  }

  public FaultBook calls() {
    return calls;
  }

  WatchHub watches() {
    return watches;
  }

  ClientCalls line() {
    return line;
  }

  public void deny(Permission permission) {
    server.deny(permission);
  }

  public void allow(Permission permission) {
    server.allow(permission);
  }

  public void serve(String version) {
    server.upgradeTo(version);
  }

  /** Breaks every watch for that long. */
  public void interruptWatches(Duration span) {
    watches.interrupt(span, "the connection broke");
  }

  /** Lets the API server be away: nothing is answered, and every watch breaks. */
  public void restart(Duration span) {
    calls.during(span, call -> true, new ClusterFault.LoseRequest());
    watches.interrupt(span, "the API server went away");
  }

  public void whenWatchesErr(Runnable listener) {
    watches.disorder().whenMet(listener);
  }

  /** Lets what is told of one kind come that much later. */
  public void slowWatch(ObjectKind kind, Duration span, Duration lag) {
    watches.disorder().slow(kind, span, lag);
  }

  /** Lets so many out of a hundred events go wrong; then everything is listed anew. */
  public void disorder(WatchDisorder disorder, Duration span, int percent) {
    watches.disorder().spell(disorder, span, percent);
    world.later(span, () -> watches.interrupt(Duration.ZERO, "too old resource version"));
  }

  /**
   * Lets every watch move, after the span, to an API server that stopped now; it shows the world as
   * it is now, and catches up some time later. Only one such journey is under way at a time.
   */
  public void timeTravel(Duration span, Duration catchUp) {
    if (remembering) {
      return;
    }
    remembering = true;
    ClusterSnapshot now = world.store.snapshot();
    world.later(
        span,
        () -> {
          remembering = false;
          watches.travel(now, List.copyOf(remembered), catchUp);
          remembered.clear();
        });
  }

  private void remember(Change change) {
    if (remembering) {
      remembered.add(change);
    }
  }

  /** Limits how many calls the API server serves at once, and who may wait for a seat. */
  public void seats(int atOnce, int lineOf, Duration patience) {
    line.seats().limit(atOnce, lineOf, patience);
  }

  /** Lets others call as well, and take seats. */
  public void crowd(Duration span, int perSecond) {
    line.seats().crowd(span, perSecond);
  }

  public void stickVolumes(Duration span, Duration longer) {
    volumes.stick(span, longer);
  }
}
