/** A command line over the public API: {@code upgrade}, {@code preflight} and {@code status}. */
@NullMarked
package io.evenkeel.examples.cli;

import org.jspecify.annotations.NullMarked;
