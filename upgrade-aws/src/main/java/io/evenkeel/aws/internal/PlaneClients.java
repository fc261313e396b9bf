package io.evenkeel.aws.internal;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** The clients of the services that the upgrade of a control plane needs. */
public record PlaneClients(EksClient eks, Ec2Client ec2, IamClient iam, KmsClient kms) {

  /** Closes all four. */
  public void close() {
    eks.close();
    ec2.close();
    iam.close();
    kms.close();
  }
}
