package io.evenkeel.engine.internal.state;

import io.evenkeel.WhenStuck;
import java.time.Duration;

/**
 * What a drain policy has said about drains as such. It is asked once, when the run looks at its
 * group, so that nobody can change it under the run.
 */
public record DrainSettings(Duration timeout, Duration soak, WhenStuck whenStuck) {}
