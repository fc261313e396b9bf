/** The engine, run in the simulation. */
@NullMarked
package io.evenkeel.engine;

import org.jspecify.annotations.NullMarked;
