/** The engine: observes a cluster, decides the next step, and acts. */
@NullMarked
package io.evenkeel.engine;

import org.jspecify.annotations.NullMarked;
