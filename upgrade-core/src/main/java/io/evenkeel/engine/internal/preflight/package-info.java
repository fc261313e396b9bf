/**
 * What is looked at before the first write: everything that would stop a run half-way, or hurt
 * somebody, is said at once, with a remedy. Pure functions over what was read.
 */
@NullMarked
package io.evenkeel.engine.internal.preflight;

import org.jspecify.annotations.NullMarked;
