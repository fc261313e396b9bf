package io.evenkeel.campaign.internal;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processes that stood still while another one was started. Once that one has the lease they must
 * write nothing more, whenever they wake up and whatever they were about to do.
 */
final class Sleepers {
  /** The only write that is of no consequence: it says whose the lease is, and is refused. */
  private static final String LEASE = "writeLease";

  private final List<Sleeper> all = new ArrayList<>();

  private static final class Sleeper {
    private final Processes.Living process;
    private final Duration wakes;
    private Optional<Integer> sentBefore = Optional.empty();

    Sleeper(Processes.Living process, Duration wakes) {
      this.process = process;
      this.wakes = wakes;
    }

    /** Whoever has only waited for the lease is free to take it once it is nobody's again. */
    void isSuperseded() {
      if (process.cut().effects().contains(LEASE)) {
        sentBefore = sentBefore.or(() -> Optional.of(process.cut().effects().size()));
      }
    }

    List<String> sentSince() {
      List<String> sent = process.cut().effects();
      return sent.subList(sentBefore.orElse(sent.size()), sent.size());
    }
  }

  void add(Processes.Living process, Duration wakes) {
    all.add(new Sleeper(process, wakes));
  }

  boolean any() {
    return !all.isEmpty();
  }

  /** Returns when the last of them wakes up. */
  Duration lastWakes() {
    return all.stream().map(s -> s.wakes).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** Returns listeners that note as well when the run that they listen to has taken the lease. */
  UpgradeListener[] heldOffBy(UpgradeListener... others) {
    List<Sleeper> before = List.copyOf(all);
    UpgradeListener started =
        new UpgradeListener() {
          @Override
          public void onEvent(UpgradeEvent event) {
            if (event instanceof UpgradeEvent.RunStarted) {
              before.forEach(Sleeper::isSuperseded);
            }
          }
        };
    return Stream.concat(Stream.of(started), Stream.of(others)).toArray(UpgradeListener[]::new);
  }

  /** Returns, and forgets, the one whose run has not ended, if nobody has taken its lease. */
  Optional<Processes.Living> stillAtWork() {
    Optional<Sleeper> awake =
        all.stream()
            .filter(s -> s.sentBefore.isEmpty() && !s.process.cut().isDead())
            .filter(s -> !s.process.run().outcome().toCompletableFuture().isDone())
            .findFirst();
    awake.ifPresent(all::remove);
    return awake.map(s -> s.process);
  }

  /** Returns what they wrote and must not have. */
  List<String> complaints() {
    return all.stream()
        .flatMap(sleeper -> sleeper.sentSince().stream())
        .filter(call -> !call.equals(LEASE))
        .map(call -> "a process that was superseded while it stood still has sent " + call)
        .distinct()
        .toList();
  }
}
