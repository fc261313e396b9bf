/**
 * A simulated cluster and cloud, for unit tests, campaigns and benchmarks: deterministic, seeded,
 * in virtual time or in real time with a factor.
 */
@NullMarked
package io.evenkeel.simulation;

import org.jspecify.annotations.NullMarked;
