/**
 * A command line over the public API: {@code upgrade}, {@code preflight}, {@code status} and
 * others.
 */
@NullMarked
package io.evenkeel.examples.cli;

import org.jspecify.annotations.NullMarked;
