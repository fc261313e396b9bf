@NullMarked
package io.evenkeel.engine.internal.state;

import org.jspecify.annotations.NullMarked;
