/**
 * The contracts of the plug-in interfaces as named checks, for those who write plug-ins: run them
 * with any test framework, or with none.
 */
@NullMarked
package io.evenkeel.simulation.contract;

import org.jspecify.annotations.NullMarked;
