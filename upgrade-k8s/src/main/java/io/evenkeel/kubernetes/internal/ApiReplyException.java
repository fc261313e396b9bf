package io.evenkeel.kubernetes.internal;

/** The API server answered a read with something else than what was asked for. */
public final class ApiReplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  ApiReplyException(ApiRequest request, Reply reply) {
    super(request.label() + ": " + reply.because());
    this.reply = reply;
  }

  public Reply reply() {
    return reply;
  }
}
