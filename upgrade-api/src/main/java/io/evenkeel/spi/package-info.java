/**
 * What a plug-in implements: the cluster, the cloud and time. Ports are asynchronous and answer
 * with sealed, typed results; {@code blocking(..)} wraps a plain implementation.
 */
@NullMarked
package io.evenkeel.spi;

import org.jspecify.annotations.NullMarked;
