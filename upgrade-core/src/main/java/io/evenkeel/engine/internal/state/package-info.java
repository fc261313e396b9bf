/**
 * What a run knows: indexes over what the cluster and the cloud show, and what this process has
 * asked for and not yet seen. Touched by the deciding thread only.
 */
@NullMarked
package io.evenkeel.engine.internal.state;

import org.jspecify.annotations.NullMarked;
