package io.evenkeel.spi;

/** What becomes of an instance's place in its group. */
public enum AfterTermination {
  /** The group launches another one: desired stays as it is. */
  REPLACE,
  /** The place is given back: desired goes down by one. */
  GIVE_BACK
}
