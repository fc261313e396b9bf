/** How {@link io.evenkeel.kubernetes.KubernetesCluster} works; not for users. */
@NullMarked
package io.evenkeel.kubernetes.internal;

import org.jspecify.annotations.NullMarked;
