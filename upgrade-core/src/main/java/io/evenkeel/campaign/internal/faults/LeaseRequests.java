package io.evenkeel.campaign.internal.faults;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.LeaseRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Asks a run for something by the lease that it holds, as another process would: what is asked is
 * written down beside the lease, and whoever holds it takes it from there.
 */
final class LeaseRequests {
  private static final String REQUEST = "request";
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final int MOST = 1_800;

  private final FaultScene scene;
  private final String lease;
  private final Set<String> written = new LinkedHashSet<>();
  private int asked;

  LeaseRequests(FaultScene scene, String lease) {
    this.scene = scene;
    this.lease = lease;
  }

  /** Asks until it is written down, for an hour at most; of a run that is over nothing is asked. */
  void ask(String verb) {
    String text =
        String.join(
            "\n", "request-" + ++asked, verb, scene.time().now().toString(), "somebody", "");
    attempt(text, MOST);
  }

  private void attempt(String text, int left) {
    scene
        .cluster()
        .client()
        .readLease(lease)
        .thenAccept(
            answer -> {
              if (answer instanceof Answer.Ok<LeaseRecord> ok
                  && ok.result().data().containsKey("run")
                  && !ok.result().data().containsKey(REQUEST)) {
                write(ok.result(), text);
              }
            });
    scene.at(AGAIN, () -> goOn(text, left - 1));
  }

  private void goOn(String text, int left) {
    if (left > 0 && !written.contains(text)) {
      attempt(text, left);
    }
  }

  private void write(LeaseRecord there, String text) {
    Map<String, String> data = new LinkedHashMap<>(there.data());
    data.put(REQUEST, text);
    scene
        .cluster()
        .client()
        .writeLease(there.withData(data))
        .thenAccept(
            answer -> {
              if (answer instanceof Answer.Ok<LeaseRecord> && written.add(text)) {
                scene.struck();
              }
            });
  }
}
