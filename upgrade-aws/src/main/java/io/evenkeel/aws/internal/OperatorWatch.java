package io.evenkeel.aws.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Learns which service operates a group, from the answer as it came over the wire: the client that
 * we build on does not know this field yet. One watch serves one request for one group.
 */
final class OperatorWatch implements ExecutionInterceptor {
  private static final Pattern OPERATOR =
      Pattern.compile("<Operator>\\s*<Principal>([^<]+)</Principal>");

  private volatile @Nullable String principal;

  void attach(AwsRequestOverrideConfiguration.Builder request) {
    request.addPlugin(
        client ->
            client.overrideConfiguration(
                client.overrideConfiguration().toBuilder().addExecutionInterceptor(this).build()));
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    return context.responseBody().map(this::read);
  }

  private InputStream read(InputStream body) {
    try (body) {
      byte[] bytes = body.readAllBytes();
      Matcher found = OPERATOR.matcher(new String(bytes, StandardCharsets.UTF_8));
      principal = found.find() ? found.group(1) : null;
      return new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the service that operates the group, where one does. */
  Optional<String> principal() {
    return Optional.ofNullable(principal);
  }
}
