package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.TemplateContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What EC2 tells of launch templates and lets callers change. */
final class TemplateOperations {

  private static final int MOST_PER_PAGE = 200;

  private final SimulatedCloud cloud;
  private final AwsSettings settings;

  TemplateOperations(SimulatedCloud cloud, AwsSettings settings) {
    this.cloud = cloud;
    this.settings = settings;
  }

  void register(Map<String, Operation> operations) {
    operations.put("DescribeLaunchTemplates", this::templates);
    operations.put("DescribeLaunchTemplateVersions", this::versions);
    operations.put("CreateLaunchTemplateVersion", this::create);
    operations.put("ModifyLaunchTemplate", this::modify);
  }

  private void templates(Params in, Xml out) {
    List<String> ids = in.list("LaunchTemplateId");
    List<String> names = in.list("LaunchTemplateName");
    ids.forEach(id -> cloud.templates().get(id));
    names.forEach(name -> cloud.templates().get(name));
    Filters filters = Filters.ec2(in);
    List<LaunchTemplate> found =
        cloud.templates().all().stream()
            .filter(t -> ids.isEmpty() || ids.contains(t.id()))
            .filter(t -> names.isEmpty() || names.contains(t.name()))
            .filter(t -> filters.match(name -> attribute(t, name)))
            .toList();
    Page<LaunchTemplate> page = Page.of(found, in.find("NextToken"), size(in));
    out.list("launchTemplates", "item", page.items(), this::template);
    page.next().ifPresent(token -> out.value("nextToken", token));
  }

  private static List<String> attribute(LaunchTemplate template, String name) {
    if (name.equals("launch-template-name")) {
      return List.of(template.name());
    }
    throw Filters.unknown(name);
  }

  private void versions(Params in, Xml out) {
    List<String> wanted = in.list("LaunchTemplateVersion");
    LaunchTemplate template = named(in);
    List<LaunchTemplate.Version> found = new ArrayList<>();
    if (wanted.isEmpty()) {
      found.addAll(template.versions());
      in.number("MinVersion").ifPresent(min -> found.removeIf(v -> v.number() < min));
      in.number("MaxVersion").ifPresent(max -> found.removeIf(v -> v.number() > max));
      Collections.reverse(found);
    } else {
      wanted.forEach(version -> found.add(version(template, version)));
    }
    Page<LaunchTemplate.Version> page = Page.of(found, in.find("NextToken"), size(in));
    out.list(
        "launchTemplateVersionSet",
        "item",
        page.items(),
        (item, version) -> version(item, template, version));
    page.next().ifPresent(token -> out.value("nextToken", token));
  }

  private void create(Params in, Xml out) {
    LaunchTemplate template = named(in);
    TemplateContent source =
        in.find("SourceVersion")
            .map(number -> version(template, number).content())
            .orElseGet(() -> TemplateContent.of("", ""));
    TemplateContent content = TemplateData.over(source, in.under("LaunchTemplateData."));
    LaunchTemplate.Version made =
        cloud
            .templates()
            .addVersion(
                template.id(),
                content,
                in.find("VersionDescription").orElse(""),
                in.find("ClientToken").orElse(""));
    out.element("launchTemplateVersion", item -> version(item, template, made));
  }

  private void modify(Params in, Xml out) {
    LaunchTemplate template = named(in);
    in.find("SetDefaultVersion")
        .ifPresent(
            number ->
                cloud.templates().makeDefault(template.id(), version(template, number).number()));
    out.element("launchTemplate", item -> template(item, cloud.templates().get(template.id())));
  }

  private LaunchTemplate named(Params in) {
    Optional<String> id = in.find("LaunchTemplateId");
    return cloud.templates().get(id.orElseGet(() -> in.get("LaunchTemplateName")));
  }

  private static LaunchTemplate.Version version(LaunchTemplate template, String version) {
    return template
        .version(version)
        .orElseThrow(
            () ->
                new AwsError(
                    400,
                    "InvalidLaunchTemplateId.VersionNotFound",
                    "Could not find the specified version "
                        + version
                        + " for the launch template with ID "
                        + template.id()
                        + "."));
  }

  private void template(Xml out, LaunchTemplate template) {
    out.value("launchTemplateId", template.id());
    out.value("launchTemplateName", template.name());
    out.value("createTime", template.createdAt());
    out.value("createdBy", settings.caller());
    out.value("defaultVersionNumber", template.defaultVersion());
    out.value("latestVersionNumber", template.latestVersion());
  }

  private void version(Xml out, LaunchTemplate template, LaunchTemplate.Version version) {
    out.value("launchTemplateId", template.id());
    out.value("launchTemplateName", template.name());
    out.value("versionNumber", version.number());
    if (!version.description().isEmpty()) {
      out.value("versionDescription", version.description());
    }
    out.value("createTime", version.createdAt());
    out.value("createdBy", settings.caller());
    out.value("defaultVersion", version.number() == template.defaultVersion());
    out.element("launchTemplateData", data -> TemplateData.write(data, version.content()));
  }

  private static int size(Params in) {
    return in.number("MaxResults").orElse(MOST_PER_PAGE);
  }
}
