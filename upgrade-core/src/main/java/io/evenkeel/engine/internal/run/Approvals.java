package io.evenkeel.engine.internal.run;

import io.evenkeel.engine.internal.act.HoldWrites;
import io.evenkeel.engine.internal.state.Waves;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What people have approved; written down as soon as the run holds its lease. */
final class Approvals {
  private final RunParts parts;
  private final Map<String, String> early = new LinkedHashMap<>();
  private Optional<HoldWrites> writes = Optional.empty();

  Approvals(RunParts parts) {
    this.parts = parts;
  }

  void begin() {
    writes = Optional.of(new HoldWrites(parts.desk()));
    early.forEach(
        (wave, by) -> parts.state().waves().named(wave).ifPresent(part -> approve(part, by)));
  }

  void approve(Waves.Part wave, String by) {
    writes.ifPresentOrElse(to -> to.approve(wave, by), () -> early.put(wave.name(), by));
  }
}
