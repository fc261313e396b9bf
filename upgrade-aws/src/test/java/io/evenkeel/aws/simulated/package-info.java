/** The simulated endpoint, asked by the SDK's own clients. */
@org.jspecify.annotations.NullMarked
package io.evenkeel.aws.simulated;
