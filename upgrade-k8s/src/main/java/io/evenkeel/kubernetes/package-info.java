/** The cluster client on the official Kubernetes client. */
@NullMarked
package io.evenkeel.kubernetes;

import org.jspecify.annotations.NullMarked;
