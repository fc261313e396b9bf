package io.evenkeel.aws.simulated.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The filters of a request: all of them must match, each by one of its values. */
record Filters(List<Filter> all) {

  record Filter(String name, List<String> values) {}

  /** Reads {@code Filter.1.Name} with {@code Filter.1.Value.1}, as EC2 has it. */
  static Filters ec2(Params in) {
    return read(in, "Filter", "Value");
  }

  /** Reads {@code Filters.member.1.Name} with {@code Values.member.1}, as Auto Scaling has it. */
  static Filters autoscaling(Params in) {
    return read(in, "Filters", "Values");
  }

  private static Filters read(Params in, String name, String value) {
    List<Filter> found = new ArrayList<>();
    for (Params filter : in.structures(name)) {
      found.add(new Filter(filter.get("Name"), filter.list(value)));
    }
    return new Filters(found);
  }

  /** Returns whether something matches that has these values of an attribute. */
  boolean match(Function<String, List<String>> valuesOf) {
    return all.stream().allMatch(filter -> matches(filter, valuesOf.apply(filter.name())));
  }

  private static boolean matches(Filter filter, List<String> values) {
    return values.stream()
        .anyMatch(
            value -> filter.values().stream().anyMatch(p -> pattern(p).matcher(value).matches()));
  }

  private static Pattern pattern(String wildcards) {
    return Pattern.compile(
        Pattern.quote(wildcards).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
  }

  /** The answer of an attribute that a simulation does not know. */
  static AwsError unknown(String name) {
    return new AwsError(
        400, "InvalidParameterValue", "The filter '" + name + "' is not supported here.");
  }
}
