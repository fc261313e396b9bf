package io.evenkeel.aws.simulated.internal;

/** One operation of a Query protocol: reads parameters, changes the cloud, writes its result. */
@FunctionalInterface
interface Operation {

  /** Runs on the timeline's thread. */
  void answer(Params in, Xml out);
}
