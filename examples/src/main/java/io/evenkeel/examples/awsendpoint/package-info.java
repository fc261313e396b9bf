/** An AWS endpoint on this machine, whose instances may join a real API server as nodes. */
@NullMarked
package io.evenkeel.examples.awsendpoint;

import org.jspecify.annotations.NullMarked;
