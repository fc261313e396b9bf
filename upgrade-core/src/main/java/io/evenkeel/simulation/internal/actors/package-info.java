/** The others who work on simulated clusters; not for use outside of this library. */
@NullMarked
package io.evenkeel.simulation.internal.actors;

import org.jspecify.annotations.NullMarked;
