package io.evenkeel.engine.internal.act;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.spi.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells events to listeners; one that throws is logged once, and is told the next all the same. */
public final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final List<Guarded> listeners = new CopyOnWriteArrayList<>();

  private record Guarded(UpgradeListener listener, AtomicBoolean reported) {}

  public Subscription add(UpgradeListener listener) {
    Guarded guarded = new Guarded(listener, new AtomicBoolean());
    listeners.add(guarded);
    return () -> listeners.remove(guarded);
  }

  public void tell(UpgradeEvent event) {
    for (Guarded guarded : listeners) {
      try {
        guarded.listener().onEvent(event);
      } catch (RuntimeException | Error fault) {
        if (guarded.reported().compareAndSet(false, true)) {
          LOG.warn("a listener failed; it is told what follows all the same", fault);
        }
      }
    }
  }
}
