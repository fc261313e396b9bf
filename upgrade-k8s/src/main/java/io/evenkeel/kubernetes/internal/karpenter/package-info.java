/** Node pools of Karpenter and of EKS Auto Mode. Not for use from outside. */
@NullMarked
package io.evenkeel.kubernetes.internal.karpenter;

import org.jspecify.annotations.NullMarked;
