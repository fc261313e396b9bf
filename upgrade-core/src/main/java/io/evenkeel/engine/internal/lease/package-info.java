/** What is kept in the lease of a cluster, and the requests that come by it. */
@NullMarked
package io.evenkeel.engine.internal.lease;

import org.jspecify.annotations.NullMarked;
