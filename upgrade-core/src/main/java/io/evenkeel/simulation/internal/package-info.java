/** How the simulated cluster works inside: object store, controllers, scheduler, kubelets. */
@NullMarked
package io.evenkeel.simulation.internal;

import org.jspecify.annotations.NullMarked;
