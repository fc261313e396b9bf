/**
 * A local endpoint that speaks the AWS protocols over a simulated cloud, for tests and for trying
 * things out. It needs {@code upgrade-core}, which is an optional dependency of this module.
 */
@NullMarked
package io.evenkeel.aws.simulated;

import org.jspecify.annotations.NullMarked;
