package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.VolumeAttachment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what ties pods to places through their volumes. */
final class StorageReader {
  private final MetaReader meta;
  private final Interner interner;

  StorageReader(MetaReader meta, Interner interner) {
    this.meta = meta;
    this.interner = interner;
  }

  Item drivers(JsonObject csiNode) {
    List<String> names =
        Json.objects(Json.object(csiNode, "spec"), "drivers").stream()
            .map(driver -> Json.text(driver, "name", ""))
            .sorted()
            .toList();
    return new Item.Drivers(name(csiNode), interner.one(names));
  }

  Item claim(JsonObject claim) {
    JsonObject metadata = Json.object(claim, "metadata");
    return new Item.Claim(
        Json.text(metadata, "namespace", "") + "/" + name(claim),
        Json.text(Json.object(claim, "spec"), "volumeName", ""));
  }

  Item volume(JsonObject volume) {
    List<NodeTerm> terms =
        Selectors.nodeTerms(Json.object(volume, "spec", "nodeAffinity", "required"));
    return new Item.Volume(name(volume), interner.one(terms.isEmpty() ? byLabel(volume) : terms));
  }

  VolumeAttachment attachment(JsonObject attachment) {
    JsonObject spec = Json.object(attachment, "spec");
    return new VolumeAttachment(
        meta.read(ObjectKind.VOLUME_ATTACHMENT, attachment),
        interner.one(Json.text(spec, "nodeName", "")),
        Json.text(Json.object(spec, "source"), "persistentVolumeName", ""),
        Json.flag(Json.object(attachment, "status"), "attached"));
  }

  /** Older volumes tell their zones by a label only, several of them joined by two underscores. */
  private static List<NodeTerm> byLabel(JsonObject volume) {
    Map<String, String> labels = Json.texts(Json.object(volume, "metadata"), "labels");
    return Optional.ofNullable(labels.get(Node.ZONE_LABEL))
        .map(zones -> List.of(NodeTerm.of(Requirement.in(Node.ZONE_LABEL, zones.split("__", -1)))))
        .orElse(List.of());
  }

  private static String name(JsonObject object) {
    return Json.text(Json.object(object, "metadata"), "name", "");
  }
}
