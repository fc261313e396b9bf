/**
 * A judge of runs that shares nothing with what it judges: it looks at the truth of the simulated
 * world, and at what a run sends and is told.
 */
@NullMarked
package io.evenkeel.simulation.internal.oracle;

import org.jspecify.annotations.NullMarked;
