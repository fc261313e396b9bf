/** A real Kubernetes control plane with played kubelets, for tests and for trying things out. */
@NullMarked
package io.evenkeel.examples.controlplane;

import org.jspecify.annotations.NullMarked;
