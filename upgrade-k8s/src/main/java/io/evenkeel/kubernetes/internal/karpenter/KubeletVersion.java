package io.evenkeel.kubernetes.internal.karpenter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what kubelets say they are. */
final class KubeletVersion {
  private static final Pattern KUBELET = Pattern.compile("v?(\\d+\\.\\d+)(\\D.*)?");

  private KubeletVersion() {}

  /** Returns whether the kubelet is of another minor version; one that tells none is not. */
  static boolean differs(String kubelet, String minor) {
    Matcher version = KUBELET.matcher(kubelet);
    return version.matches() && !version.group(1).equals(minor);
  }
}
