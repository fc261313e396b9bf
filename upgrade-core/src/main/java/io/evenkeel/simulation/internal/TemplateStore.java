package io.evenkeel.simulation.internal;

import static io.evenkeel.simulation.CloudRejection.Reason.NO_SUCH_TEMPLATE;
import static io.evenkeel.simulation.CloudRejection.Reason.NO_SUCH_VERSION;
import static io.evenkeel.simulation.CloudRejection.Reason.TOKEN_REUSED;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.CloudTemplates;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.TemplateContent;
import io.evenkeel.spi.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The launch templates of a cloud. */
final class TemplateStore implements CloudTemplates {

  private final Timeline timeline;
  private final CloudLog log;
  private final Map<String, LaunchTemplate> templates = new LinkedHashMap<>();
  private final Map<String, LaunchTemplate.Version> byToken = new LinkedHashMap<>();

  TemplateStore(Timeline timeline, CloudLog log) {
    this.timeline = timeline;
    this.log = log;
  }

  @Override
  public List<LaunchTemplate> all() {
    return List.copyOf(templates.values());
  }

  /** Returns the template of that id or name. */
  @Override
  public LaunchTemplate get(String idOrName) {
    return templates.values().stream()
        .filter(t -> t.id().equals(idOrName) || t.name().equals(idOrName))
        .findFirst()
        .orElseThrow(
            () ->
                new CloudRejection(
                    NO_SUCH_TEMPLATE, "There is no launch template " + idOrName + "."));
  }

  @Override
  public LaunchTemplate.Version version(TemplateVersion named) {
    return get(named.template())
        .version(named.version())
        .orElseThrow(
            () ->
                new CloudRejection(
                    NO_SUCH_VERSION,
                    "Launch template "
                        + named.template()
                        + " has no version "
                        + named.version()
                        + "."));
  }

  /** Replaces an alias by the number that it means now. */
  TemplateVersion pinned(TemplateVersion pointer) {
    return get(pointer.template()).named(version(pointer).number());
  }

  /** Makes a template with a first version, or returns the one that is there. */
  @Override
  public LaunchTemplate create(String id, String name, TemplateContent content) {
    LaunchTemplate known = templates.get(id);
    if (known != null) {
      return known;
    }
    LaunchTemplate made =
        new LaunchTemplate(
            id,
            name,
            timeline.now(),
            1,
            List.of(new LaunchTemplate.Version(1, "", timeline.now(), content)));
    templates.put(id, made);
    return made;
  }

  /** Adds a version; the same token again returns the version that it made first. */
  @Override
  public LaunchTemplate.Version addVersion(
      String idOrName, TemplateContent content, String description, String token) {
    LaunchTemplate template = get(idOrName);
    String key = template.id() + "/" + token;
    LaunchTemplate.Version known = byToken.get(key);
    if (known != null) {
      return sameAs(known, content, token);
    }
    LaunchTemplate.Version made = append(template, content, description);
    if (!token.isEmpty()) {
      byToken.put(key, made);
    }
    return made;
  }

  private static LaunchTemplate.Version sameAs(
      LaunchTemplate.Version known, TemplateContent content, String token) {
    if (!known.content().equals(content)) {
      throw new CloudRejection(
          TOKEN_REUSED, "The token " + token + " has made a version of other content before.");
    }
    return known;
  }

  private LaunchTemplate.Version append(
      LaunchTemplate template, TemplateContent content, String description) {
    LaunchTemplate.Version version =
        new LaunchTemplate.Version(
            template.latestVersion() + 1, description, timeline.now(), content);
    List<LaunchTemplate.Version> versions = new ArrayList<>(template.versions());
    versions.add(version);
    put(template, template.defaultVersion(), versions);
    log.add(
        CloudChange.Kind.TEMPLATE_CREATED,
        "",
        template.named(version.number()).toString(),
        "image " + content.image());
    return version;
  }

  @Override
  public void delete(String idOrName) {
    LaunchTemplate template = get(idOrName);
    templates.remove(template.id());
    log.add(CloudChange.Kind.DELETED, "", template.id(), "launch template");
  }

  /** Returns the numbered version, where it is still there. */
  Optional<TemplateVersion> find(TemplateVersion pointer) {
    return Optional.ofNullable(templates.get(pointer.template()))
        .flatMap(
            template -> template.version(pointer.version()).map(v -> template.named(v.number())));
  }

  @Override
  public void makeDefault(String idOrName, int number) {
    LaunchTemplate template = get(idOrName);
    version(template.named(number));
    put(template, number, template.versions());
  }

  private void put(LaunchTemplate old, int byDefault, List<LaunchTemplate.Version> versions) {
    templates.put(
        old.id(), new LaunchTemplate(old.id(), old.name(), old.createdAt(), byDefault, versions));
  }
}
