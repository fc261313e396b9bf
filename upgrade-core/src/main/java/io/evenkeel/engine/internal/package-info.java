/** The clock and the threads of the engine. */
@NullMarked
package io.evenkeel.engine.internal;

import org.jspecify.annotations.NullMarked;
