package io.evenkeel.aws.internal;

import io.evenkeel.model.TemplateVersion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** Reads launch templates. Numbered versions never change, so that their images are remembered. */
final class Templates {
  private static final int PAGE = 200;

  private final Ec2Client ec2;
  private final Calls calls;
  private final Map<TemplateVersion, String> images = new ConcurrentHashMap<>();

  Templates(Ec2Client ec2, Calls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  /** Returns that version, the one behind an alias included. */
  LaunchTemplateVersion at(TemplateVersion wanted) {
    return versions(wanted.template(), List.of(wanted.version())).stream()
        .findFirst()
        .orElseThrow(() -> Stop.missing("there is no launch template version " + wanted));
  }

  /**
   * Returns the image of a numbered version; empty where the version is gone, names none, or names
   * a parameter whose value moves.
   */
  String image(TemplateVersion numbered) {
    String known = images.get(numbered);
    if (known != null) {
      return known;
    }
    String read = readImage(numbered);
    images.put(numbered, read);
    return read;
  }

  private String readImage(TemplateVersion numbered) {
    try {
      return imageOf(at(numbered));
    } catch (Stop stop) {
      if (stop.problem() instanceof io.evenkeel.spi.Answer.Missing) {
        return "";
      }
      throw stop;
    }
  }

  /** Returns the fixed image of the version, empty where it has none. */
  static String imageOf(LaunchTemplateVersion version) {
    String image = version.launchTemplateData().imageId();
    return image == null || !image.startsWith("ami-") ? "" : image;
  }

  static TemplateVersion numbered(LaunchTemplateVersion version) {
    return new TemplateVersion(version.launchTemplateId(), String.valueOf(version.versionNumber()));
  }

  /** Returns the oldest version, from that one on, which carries the description. */
  Optional<LaunchTemplateVersion> describedAs(LaunchTemplateVersion from, String description) {
    return since(from).stream()
        .filter(version -> description.equals(version.versionDescription()))
        .findFirst();
  }

  /** Returns the newest version, from that one on, which differs from it in its image only. */
  Optional<LaunchTemplateVersion> withImage(LaunchTemplateVersion from, String image) {
    ResponseLaunchTemplateData wanted =
        from.launchTemplateData().toBuilder().imageId(image).build();
    return since(from).stream()
        .filter(version -> version.launchTemplateData().equals(wanted))
        .reduce((older, newer) -> newer);
  }

  /** Returns that version and the later ones, the oldest first. */
  private Collection<LaunchTemplateVersion> since(LaunchTemplateVersion from) {
    SortedMap<Long, LaunchTemplateVersion> found = new TreeMap<>();
    String token = null;
    do {
      DescribeLaunchTemplateVersionsResponse page = newer(from, token);
      page.launchTemplateVersions().forEach(version -> found.put(version.versionNumber(), version));
      token = page.nextToken();
    } while (token != null && !token.isEmpty());
    return found.values();
  }

  private DescribeLaunchTemplateVersionsResponse newer(
      LaunchTemplateVersion after, @Nullable String token) {
    return describe(
        r ->
            r.launchTemplateId(after.launchTemplateId())
                .minVersion(String.valueOf(after.versionNumber()))
                .maxResults(PAGE)
                .nextToken(token));
  }

  private List<LaunchTemplateVersion> versions(String template, List<String> versions) {
    return describe(
            r -> {
              r.versions(versions);
              if (template.startsWith("lt-")) {
                r.launchTemplateId(template);
              } else {
                r.launchTemplateName(template);
              }
            })
        .launchTemplateVersions();
  }

  private DescribeLaunchTemplateVersionsResponse describe(
      Consumer<DescribeLaunchTemplateVersionsRequest.Builder> request) {
    return calls.read(Action.DESCRIBE_TEMPLATES, () -> ec2.describeLaunchTemplateVersions(request));
  }
}
