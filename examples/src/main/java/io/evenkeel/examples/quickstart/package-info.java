/** The default example: one node group upgraded in the simulation, in virtual time. */
@NullMarked
package io.evenkeel.examples.quickstart;

import org.jspecify.annotations.NullMarked;
