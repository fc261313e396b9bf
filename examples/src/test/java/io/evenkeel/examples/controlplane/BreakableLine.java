package io.evenkeel.examples.controlplane;

import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Breaks what runs over a client's line, as a network does. */
final class BreakableLine implements Interceptor {
  private final List<Call> running = new CopyOnWriteArrayList<>();

  ApiClient attachedTo(ApiClient client) {
    return client.setHttpClient(client.getHttpClient().newBuilder().addInterceptor(this).build());
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    running.add(chain.call());
    return chain.proceed(chain.request());
  }

  /** Cuts every call that is under way; those that come later get through. */
  void cut() {
    running.forEach(Call::cancel);
    running.clear();
  }
}
