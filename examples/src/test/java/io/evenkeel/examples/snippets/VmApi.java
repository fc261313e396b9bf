package io.evenkeel.examples.snippets;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.TemplateVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API of somebody's own data center. */
interface VmApi {
  GroupState pool(String pool);

  String newestImage();

  Optional<TemplateVersion> versionWith(String pool, String image);

  TemplateVersion addVersion(String pool, String image, String token);

  boolean launchFrom(String pool, TemplateVersion from, TemplateVersion to);

  boolean resize(String pool, int from, int to, int max);

  void delete(String pool, String id, boolean replace);

  void label(String pool, Map<String, String> labels);

  void unlabel(String pool, List<String> names);
}
