@NullMarked
package io.evenkeel.engine.internal.preflight;

import org.jspecify.annotations.NullMarked;
