/**
 * Campaigns: thousands of made-up clusters, plans and faults under the real engine, with an oracle
 * looking on. Start at {@link io.evenkeel.campaign.Campaign}; {@link io.evenkeel.campaign.Fault} is
 * the catalog of what goes wrong.
 */
@NullMarked
package io.evenkeel.campaign;

import org.jspecify.annotations.NullMarked;
