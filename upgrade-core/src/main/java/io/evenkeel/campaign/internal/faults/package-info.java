/** What brings the faults of the catalog about in a simulated world, one class per family. */
@NullMarked
package io.evenkeel.campaign.internal.faults;

import org.jspecify.annotations.NullMarked;
