/**
 * What users type: the plan and its builder, the run and its events, the outcome, drain policies
 * and node selectors.
 */
@NullMarked
package io.evenkeel;

import org.jspecify.annotations.NullMarked;
