/** The main job on a real control plane and the AWS protocols, joined; judged from outside. */
@NullMarked
package io.evenkeel.examples.joined;

import org.jspecify.annotations.NullMarked;
