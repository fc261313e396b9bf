/** Runnable examples, one package each; {@code Main} starts them by name. */
@NullMarked
package io.evenkeel.examples;

import org.jspecify.annotations.NullMarked;
