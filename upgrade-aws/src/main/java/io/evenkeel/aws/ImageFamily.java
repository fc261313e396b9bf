package io.evenkeel.aws;

/** The kinds of machine image that are published for the nodes of an EKS cluster. */
public enum ImageFamily {
  AL2023,
  AL2023_NVIDIA,
  AL2023_NEURON,
  /** Published up to Kubernetes 1.32. */
  AL2,
  /** Amazon Linux 2 for NVIDIA and Neuron; published up to Kubernetes 1.32. */
  AL2_GPU,
  BOTTLEROCKET,
  BOTTLEROCKET_NVIDIA,
  BOTTLEROCKET_FIPS,
  WINDOWS_2019_CORE,
  WINDOWS_2019_FULL,
  WINDOWS_2022_CORE,
  WINDOWS_2022_FULL,
  /** Published from Kubernetes 1.35 on. */
  WINDOWS_2025_CORE,
  /** Published from Kubernetes 1.35 on. */
  WINDOWS_2025_FULL
}
