/** How a campaign makes worlds, plans and mishaps, and carries out one trial. */
@NullMarked
package io.evenkeel.campaign.internal;

import org.jspecify.annotations.NullMarked;
