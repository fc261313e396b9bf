package io.evenkeel.examples.campaign;

import io.evenkeel.campaign.Campaign;
import io.evenkeel.campaign.Fault;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;

/** What was asked for on the command line. */
record CampaignOptions(
    long seeds,
    long from,
    boolean pools,
    Set<Fault> faults,
    boolean crashes,
    int threads,
    OptionalLong replay) {
  private static final String USAGE =
      "; write --seeds N, --from SEED, --pools, --faults all|none|NAME,.., --crashes, --threads N,"
          + " --replay SEED";

  static CampaignOptions parse(String... args) {
    Deque<String> rest = new ArrayDeque<>(List.of(args));
    long seeds = 1_000;
    long from = 1;
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    boolean pools = false;
    boolean crashes = false;
    int threads = Runtime.getRuntime().availableProcessors();
    OptionalLong replay = OptionalLong.empty();
    while (!rest.isEmpty()) {
      String option = rest.remove();
      switch (option) {
        case "--seeds" -> seeds = number(option, rest, 1);
        case "--from" -> from = number(option, rest, Long.MIN_VALUE);
        case "--faults" -> faults = faults(value(option, rest));
        case "--pools" -> pools = true;
        case "--crashes" -> crashes = true;
        case "--threads" -> threads = (int) number(option, rest, 1);
        case "--replay" -> replay = OptionalLong.of(number(option, rest, Long.MIN_VALUE));
        default -> throw new IllegalArgumentException("there is no option " + option + USAGE);
      }
    }
    return new CampaignOptions(seeds, from, pools, faults, crashes, threads, replay);
  }

  Campaign campaign() {
    return new Campaign()
        .seeds(seeds)
        .from(from)
        .nodePools(pools)
        .faults(faults)
        .crashes(crashes)
        .threads(threads);
  }

  private static String value(String option, Deque<String> rest) {
    try {
      return rest.remove();
    } catch (NoSuchElementException missing) {
      throw new IllegalArgumentException(option + " needs a value" + USAGE, missing);
    }
  }

  private static long number(String option, Deque<String> rest, long least) {
    String text = value(option, rest);
    try {
      long number = Long.parseLong(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException none) {
      // told below
    }
    throw new IllegalArgumentException(
        option + " needs a number" + (least > 0 ? " from " + least : "") + ", not " + text + USAGE);
  }

  private static Set<Fault> faults(String text) {
    return switch (text) {
      case "all" -> EnumSet.allOf(Fault.class);
      case "none" -> EnumSet.noneOf(Fault.class);
      default -> named(text);
    };
  }

  private static Set<Fault> named(String names) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (String name : names.split(",", -1)) {
      faults.add(fault(name));
    }
    return faults;
  }

  private static Fault fault(String name) {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.name().equals(name) || name.equals(String.valueOf(fault.number())))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no fault '"
                        + name
                        + "'; write all, none, numbers from 1 to 48, or names of "
                        + Arrays.toString(Fault.values())));
  }
}
