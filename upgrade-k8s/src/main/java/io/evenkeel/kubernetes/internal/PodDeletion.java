package io.evenkeel.kubernetes.internal;

import io.evenkeel.model.Pod;
import io.evenkeel.spi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Deletes pods past their budgets, one uid at a time. */
final class PodDeletion {
  private final ApiConnection connection;

  PodDeletion(ApiConnection connection) {
    this.connection = connection;
  }

  Answer<Answer.Done> delete(Pod pod, Duration grace) {
    String path = Resource.PODS.path(pod.namespace(), pod.name());
    ApiRequest request = ApiRequest.delete(path, DeleteOptions.of(pod.uid(), Optional.of(grace)));
    try {
      return answer(pod, connection.call(request));
    } catch (IOException failed) {
      return Answers.unknown(connection.address(), failed);
    }
  }

  private static Answer<Answer.Done> answer(Pod pod, Reply reply) {
    if (reply.ok()) {
      return Answer.done();
    }
    if (reply.code() == 409) { // another pod has taken the name
      return new Answer.Missing<>(reply.because());
    }
    return Answers.problem(reply, "delete pods in namespace " + pod.namespace());
  }
}
