package io.evenkeel.campaign.internal.faults;

/**
 * Brings one fault of the catalog about in a world.
 *
 * <p>It is called once, when the world is stated and before the run begins. What belongs to the
 * world from the start it changes right away; what strikes later it announces by {@link
 * FaultScene#at}. It goes by time and by object, never by what the engine does, tells {@link
 * FaultScene#struck()} when the fault has really taken place, and lets it end, unless it lasts by
 * its nature.
 */
@FunctionalInterface
public interface FaultInjector {
  void inject(FaultScene scene);
}
