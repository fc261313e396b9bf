/** How the AWS providers work inside; not for users, and free to change. */
@NullMarked
package io.evenkeel.aws.internal;

import org.jspecify.annotations.NullMarked;
