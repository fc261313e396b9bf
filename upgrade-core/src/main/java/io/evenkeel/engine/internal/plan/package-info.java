/**
 * The planner: state, plan and time in; decisions with their reasons out. It calls no client, reads
 * no clock, runs no user's code and draws no random number.
 */
@NullMarked
package io.evenkeel.engine.internal.plan;

import org.jspecify.annotations.NullMarked;
