@NullMarked
package io.evenkeel.examples.karpenter;

import org.jspecify.annotations.NullMarked;
