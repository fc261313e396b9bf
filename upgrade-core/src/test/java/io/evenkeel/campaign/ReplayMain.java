package io.evenkeel.campaign;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;

/** Prints one world's history; other JVMs run it for the test of replays. */
final class ReplayMain {
  private ReplayMain() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    new Campaign()
        .faults(EnumSet.allOf(Fault.class))
        .crashes(true)
        .replay(Long.parseLong(args[0]), line -> out.print(line + "\n"));
    out.flush();
  }
}
