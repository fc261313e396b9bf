package io.evenkeel.examples.automode;

import io.evenkeel.model.Pod;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A HorizontalPodAutoscaler on the CPU of a Deployment, and the load that its pods are under: each
 * running load generator costs them so much together, and none of them takes more than its limit.
 */
final class Autoscaler {
  static final Duration EVERY = Duration.ofSeconds(15);

  private static final String LINE = "  hpa   %-12s %-24s %-16s %-8s %-8s %-9s %s%n";
  private static final int TARGET = 50;
  private static final int LEAST = 1;
  private static final int MOST = 10;

  /** A usage so near to the target is left alone, as by the real one. */
  private static final double TOLERANCE = 0.1;

  private static final int MILLIS_FOR_EACH_GENERATOR = 50;
  private static final int LIMIT_MILLIS = 1000;

  private final Ground ground;
  private final PrintStream out;
  private final App app;
  private final String generator;
  private final Instant since;
  private int replicas;
  private String printed = "";

  Autoscaler(Ground ground, PrintStream out, App app, String generator) {
    this.ground = ground;
    this.out = out;
    this.app = app;
    this.generator = generator;
    this.since = ground.now();
    this.replicas = app.replicas();
  }

  void head() {
    out.printf(LINE, "NAME", "REFERENCE", "TARGETS", "MINPODS", "MAXPODS", "REPLICAS", "AGE");
  }

  /** Looks once, and scales where the usage is off its target. */
  void look() {
    int running = ready(app.name());
    if (running == 0) {
      return;
    }
    int usage = usage(running);
    print(usage);
    if (Math.abs(usage / (double) TARGET - 1) > TOLERANCE) {
      int wanted = (running * usage + TARGET - 1) / TARGET;
      scale(Math.max(LEAST, Math.min(MOST, wanted)));
    }
  }

  private void scale(int wanted) {
    if (wanted != replicas) {
      replicas = wanted;
      ground.scale(app.name(), wanted);
    }
  }

  /** Returns what the pods use, in percent of what they request. */
  private int usage(int running) {
    int share = ready(generator) * MILLIS_FOR_EACH_GENERATOR / running;
    return (int) (Math.min(LIMIT_MILLIS, share) * 100L / app.cpuMillis());
  }

  private int ready(String name) {
    return (int) ground.seen().podsOf(name).stream().filter(Pod::ready).count();
  }

  private void print(int usage) {
    String line = usage + " of " + replicas;
    if (!line.equals(printed)) {
      printed = line;
      out.printf(
          Locale.ROOT,
          LINE,
          app.name(),
          "Deployment/" + app.name(),
          "cpu: " + usage + "%/" + TARGET + "%",
          LEAST,
          MOST,
          replicas,
          Age.of(since, ground.now()));
    }
  }
}
