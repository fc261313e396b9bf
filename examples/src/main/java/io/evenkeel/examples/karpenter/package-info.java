/** Karpenter's objects, and workloads for its nodes, as examples and tests need them. */
@NullMarked
package io.evenkeel.examples.karpenter;

import org.jspecify.annotations.NullMarked;
