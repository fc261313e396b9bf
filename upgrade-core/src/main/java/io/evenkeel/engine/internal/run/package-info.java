/** One run from its first look to its outcome. */
@NullMarked
package io.evenkeel.engine.internal.run;

import org.jspecify.annotations.NullMarked;
