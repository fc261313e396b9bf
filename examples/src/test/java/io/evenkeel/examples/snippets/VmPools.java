package io.evenkeel.examples.snippets;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Answer.Done;
import io.evenkeel.spi.BlockingInstanceProvider;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Resize;
import java.util.List;
import java.util.Map;

// region provider
/** Pools of virtual machines in our own data center. */
record VmPools(VmApi api) implements BlockingInstanceProvider {

  static InstanceProvider of(VmApi api) {
    return InstanceProvider.blocking(new VmPools(api));
  }

  @Override
  public String name() {
    return "VM pools";
  }

  @Override
  public Answer<GroupState> observe(String pool) {
    return Answer.ok(api.pool(pool));
  }

  @Override
  public Answer<ResolvedTarget> resolve(String pool, Target target) {
    String image = target instanceof Target.Image named ? named.id() : api.newestImage();
    return Answer.ok(new ResolvedTarget(image, api.versionWith(pool, image), "image " + image));
  }

  @Override
  public Answer<ResolvedTarget> createTemplate(String pool, ResolvedTarget target, String token) {
    return Answer.ok(target.withTemplate(api.addVersion(pool, target.image(), token)));
  }

  @Override
  public Answer<Done> point(String pool, TemplateVersion from, TemplateVersion to) {
    return doneOr(api.launchFrom(pool, from, to), pool + " no longer launches from " + from);
  }

  @Override
  public Answer<Done> resize(String pool, Resize r) {
    return doneOr(
        api.resize(pool, r.desiredNow(), r.desired(), r.max()),
        pool + " no longer has " + r.desiredNow() + " machines");
  }

  @Override
  public Answer<Done> terminate(String pool, String id, AfterTermination after) {
    api.delete(pool, id, after == AfterTermination.REPLACE);
    return Answer.done();
  }

  @Override
  public Answer<Done> mark(String pool, Map<String, String> marks) {
    api.label(pool, marks);
    return Answer.done();
  }

  @Override
  public Answer<Done> unmark(String pool, List<String> names) {
    api.unlabel(pool, names);
    return Answer.done();
  }

  private static Answer<Done> doneOr(boolean done, String because) {
    return done ? Answer.done() : new Answer.Conflict<>(because);
  }
}
// endregion
