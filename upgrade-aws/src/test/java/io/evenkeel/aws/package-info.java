@NullMarked
package io.evenkeel.aws;

import org.jspecify.annotations.NullMarked;
