package io.evenkeel.examples.cli;

import io.evenkeel.MaintenanceWindow;
import io.evenkeel.NodeSelector;
import io.evenkeel.Quantity;
import io.evenkeel.Target;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options are written. */
final class Values {
  private static final Pattern TEMPLATE = Pattern.compile("(lt-[^:]+):(\\d{1,9})");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Pattern LABEL = Pattern.compile("label:([^=]+)=(.*)");

  private Values() {}

  static final class ForTarget implements ITypeConverter<Target> {
    @Override
    public Target convert(String text) {
      Matcher template = TEMPLATE.matcher(text);
      if (template.matches()) {
        return Target.launchTemplate(template.group(1), Integer.parseInt(template.group(2)));
      }
      if (text.equals("latest")) {
        return Target.latestImage();
      }
      if (text.startsWith("ami-")) {
        return Target.image(text);
      }
      if (text.matches("k8s:\\d+\\.\\d+")) {
        return Target.kubernetes(text.substring("k8s:".length()));
      }
      throw new TypeConversionException(
          "'" + text + "' is no target: write latest, ami-0abc, lt-0abc:7 or k8s:1.34");
    }
  }

  static final class ForQuantity implements ITypeConverter<Quantity> {
    @Override
    public Quantity convert(String text) {
      try {
        return Quantity.parse(text);
      } catch (IllegalArgumentException notANumber) {
        throw new TypeConversionException(notANumber.getMessage());
      }
    }
  }

  static final class ForDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return duration(text);
    }
  }

  static final class ForSelector implements ITypeConverter<NodeSelector> {
    @Override
    public NodeSelector convert(String text) {
      return Arrays.stream(text.split("\\+", -1))
          .map(ForSelector::term)
          .reduce(NodeSelector::and)
          .orElseThrow();
    }

    private static NodeSelector term(String text) {
      Matcher label = LABEL.matcher(text);
      if (label.matches()) {
        return NodeSelector.label(label.group(1), label.group(2));
      }
      if (text.startsWith("older-than:")) {
        return NodeSelector.olderThan(duration(text.substring("older-than:".length())));
      }
      if (text.startsWith("aged-between:")) {
        String[] ages = text.substring("aged-between:".length()).split("-", 2);
        return NodeSelector.agedBetween(duration(ages[0]), duration(ages[ages.length - 1]));
      }
      if (text.startsWith("zone:")) {
        return NodeSelector.zone(text.substring("zone:".length()));
      }
      return switch (text) {
        case "outdated" -> NodeSelector.outdated();
        case "all" -> NodeSelector.everyNode();
        default ->
            throw new TypeConversionException(
                "'"
                    + text
                    + "' selects nothing: write outdated, all, older-than:21d,"
                    + " aged-between:14d-20d, zone:NAME or label:KEY=VALUE");
      };
    }
  }

  static final class ForWindow implements ITypeConverter<MaintenanceWindow> {
    private static final int FIELDS_OF_CRON = 5;

    @Override
    public MaintenanceWindow convert(String text) {
      List<String> fields = List.of(text.strip().split("\\s+", -1));
      if (fields.size() != FIELDS_OF_CRON + 2) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is no window: write five fields for cron, a time zone and how long it is"
                + " open, such as '0 22 * * MON-FRI Europe/Berlin 6h'");
      }
      return MaintenanceWindow.opens(
          String.join(" ", fields.subList(0, FIELDS_OF_CRON)),
          zone(fields.get(FIELDS_OF_CRON)),
          duration(fields.get(FIELDS_OF_CRON + 1)));
    }

    private static ZoneId zone(String text) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException unknown) {
        throw new TypeConversionException(
            "'" + text + "' is no time zone: write one such as UTC or Europe/Berlin");
      }
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no time: write a number and s, m, h or d, such as 90s or 15m");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
