package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.kubernetes.internal.ApiRequest;
import io.evenkeel.kubernetes.internal.DeleteOptions;
import io.evenkeel.kubernetes.internal.Reply;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.spi.Answer;
import java.util.Optional;

/** Has the provisioner drain and terminate a node, by deleting its claim. */
final class ClaimRemoval {
  private final Calls calls;

  ClaimRemoval(Calls calls) {
    this.calls = calls;
  }

  Answer.Done remove(NodeClaim claim) {
    Reply reply =
        calls.send(
            ApiRequest.delete(
                Kind.NODE_CLAIMS.path(claim.name()),
                DeleteOptions.of(claim.uid(), Optional.empty())));
    if (reply.ok()) {
      return Answer.Done.DONE;
    }
    throw Calls.stopped(reply, "delete " + Kind.NODE_CLAIMS.fullName());
  }
}
