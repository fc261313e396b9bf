/** Node groups, images and the control plane of Amazon EKS. */
@NullMarked
package io.evenkeel.aws;

import org.jspecify.annotations.NullMarked;
