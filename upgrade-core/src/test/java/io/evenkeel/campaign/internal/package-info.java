@NullMarked
package io.evenkeel.campaign.internal;

import org.jspecify.annotations.NullMarked;
