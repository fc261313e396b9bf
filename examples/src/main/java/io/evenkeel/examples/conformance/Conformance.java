package io.evenkeel.examples.conformance;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Finds out which assumptions about AWS hold in a disposable account. It makes nothing: the
 * cluster, the managed node group and the Auto Scaling group that it looks at are yours. What it
 * changes it changes back, after asking.
 */
@Command(
    name = "aws-conformance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds out which of Evenkeel's assumptions about AWS hold in a disposable account.",
      "It makes nothing. It needs an EKS cluster with a managed node group, and an Auto Scaling",
      "group of its own nodes; what is not named is not tried. It asks before it changes anything,",
      "and changes it back."
    })
public final class Conformance implements Callable<Integer> {
  @Option(names = "--region", paramLabel = "REGION", defaultValue = "${env:AWS_REGION}")
  private Optional<String> region = Optional.empty();

  @Option(names = "--cluster", paramLabel = "NAME", description = "EKS cluster.")
  private Optional<String> cluster = Optional.empty();

  @Option(names = "--nodegroup", paramLabel = "NAME", description = "Managed node group in it.")
  private Optional<String> nodegroup = Optional.empty();

  @Option(names = "--group", paramLabel = "NAME", description = "Self-managed Auto Scaling group.")
  private Optional<String> group = Optional.empty();

  @Option(
      names = "--aws-endpoint",
      paramLabel = "URL",
      description = "Try a simulated AWS at this address instead.")
  private Optional<URI> endpoint = Optional.empty();

  @Option(names = "--yes", description = "Do not ask before what changes something for a moment.")
  private boolean yes;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the findings there as well, as Markdown.")
  private Optional<Path> report = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  private Conformance() {}

  /** Returns 0 where every assumption held, 1 where one did not, 2 for bad arguments. */
  public static int run(String[] args) {
    return new CommandLine(new Conformance()).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (cluster.isEmpty() && group.isEmpty()) {
      spec.commandLine().usage(out);
      return 2;
    }
    try (Account account = Account.in(regionOrRefusal(), endpoint)) {
      List<Tried> tried = new ArrayList<>();
      for (Assumption assumption : assumptions(account)) {
        Tried one = tryOut(assumption);
        out.println(one);
        out.flush();
        tried.add(one);
      }
      write(tried);
      return tried.stream().anyMatch(Tried::failed) ? 1 : 0;
    }
  }

  private List<Assumption> assumptions(Account account) {
    List<Assumption> all = new ArrayList<>();
    cluster.ifPresent(name -> all.addAll(new ClusterAssumptions(account, name).all()));
    if (cluster.isPresent() && nodegroup.isPresent()) {
      all.addAll(new NodegroupAssumptions(account, cluster.get(), nodegroup.get()).all());
    }
    group.ifPresent(name -> all.addAll(new GroupAssumptions(account, name).all()));
    return all;
  }

  private String regionOrRefusal() {
    return region
        .filter(name -> !name.isBlank())
        .or(() -> endpoint.map(address -> "eu-west-1"))
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(), "No region is known: give --region, or set AWS_REGION."));
  }

  private Tried tryOut(Assumption assumption) {
    if (assumption.acts() && !yes && !confirmed(assumption)) {
      return new Tried(assumption, Result.NOT_TRIED, List.of());
    }
    try {
      List<String> against = assumption.trial().against();
      return new Tried(assumption, against.isEmpty() ? Result.HOLDS : Result.DOES_NOT, against);
    } catch (RuntimeException failed) {
      return new Tried(
          assumption, Result.NOT_FOUND_OUT, List.of(String.valueOf(failed.getMessage())));
    }
  }

  private static boolean confirmed(Assumption assumption) {
    Console console = System.console();
    String answer =
        console == null
            ? null
            : console.readLine(
                "To find out whether %s, this %s. Go ahead? [y/N] ",
                assumption.sentence(), String.join("; ", assumption.touches()));
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  private void write(List<Tried> tried) throws IOException {
    if (report.isPresent()) {
      StringBuilder text = new StringBuilder("| assumption | result |\n| --- | --- |\n");
      tried.forEach(one -> text.append(one.row()));
      Files.writeString(report.get(), text, StandardCharsets.UTF_8);
    }
  }

  private enum Result {
    HOLDS("holds"),
    DOES_NOT("DOES NOT HOLD"),
    NOT_FOUND_OUT("could not be found out"),
    NOT_TRIED("was not tried");

    private final String words;

    Result(String words) {
      this.words = words;
    }
  }

  private record Tried(Assumption assumption, Result result, List<String> because) {
    boolean failed() {
      return result == Result.DOES_NOT || result == Result.NOT_FOUND_OUT;
    }

    private String words() {
      return result.words + (because.isEmpty() ? "" : ": " + String.join("; ", because));
    }

    String row() {
      return "| " + assumption.sentence() + " | " + words().replace("|", "\\|") + " |\n";
    }

    @Override
    public String toString() {
      return "%-80s %s".formatted(assumption.sentence(), words());
    }
  }
}
