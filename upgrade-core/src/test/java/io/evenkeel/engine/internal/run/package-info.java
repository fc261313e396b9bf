@NullMarked
package io.evenkeel.engine.internal.run;

import org.jspecify.annotations.NullMarked;
