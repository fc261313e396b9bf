package io.evenkeel.kubernetes.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Failures to reach the API server, in words for people. */
final class Failures {
  private Failures() {}

  /** Returns whether trying again cannot help: a wrong name, or a certificate not trusted. */
  static boolean isFinal(IOException failure) {
    return failure instanceof UnknownHostException
        || failure instanceof SSLHandshakeException
        || failure instanceof SSLPeerUnverifiedException;
  }

  static String because(String address, IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "there is no host of that name: " + address;
    }
    if (failure instanceof ConnectException) {
      return "nobody answers at " + address;
    }
    if (failure instanceof SocketTimeoutException) {
      return address + " did not answer in time";
    }
    if (failure instanceof SSLException) {
      return "no trusted connection to " + address + ": " + failure.getMessage();
    }
    return "the connection to " + address + " failed: " + failure.getMessage();
  }

  static String remedy(IOException failure) {
    if (failure instanceof SSLException) {
      return "check the certificate authority of the cluster in the kubeconfig";
    }
    return "check the server's address in the kubeconfig, and that this machine can reach it";
  }
}
