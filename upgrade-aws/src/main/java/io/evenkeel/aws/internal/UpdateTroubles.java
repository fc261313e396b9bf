package io.evenkeel.aws.internal;

import io.evenkeel.spi.RolloutState.Trouble;
import java.util.List;
import software.amazon.awssdk.services.eks.model.ErrorDetail;

/** What the errors of an update mean, and what to do about each. */
final class UpdateTroubles {
  private UpdateTroubles() {}

  static Trouble of(ErrorDetail error) {
    String code = String.valueOf(error.errorCodeAsString());
    String what = error.errorMessage() == null ? "no details" : error.errorMessage();
    List<String> resources = error.hasResourceIds() ? error.resourceIds() : List.of();
    return new Trouble(code, what, remedy(error), resources);
  }

  private static String remedy(ErrorDetail error) {
    return switch (error.errorCode()) {
      case POD_EVICTION_FAILURE ->
          "let the budgets allow the pods to be moved, or terminate undrained nodes with their"
              + " pods";
      case NODE_CREATION_FAILURE ->
          "see why new nodes do not join: capacity, limits, user data, the node role's access"
              + " entry, the network";
      case INSUFFICIENT_FREE_ADDRESSES, IP_NOT_AVAILABLE ->
          "free addresses in the subnets of the group, or add a subnet";
      case ENI_LIMIT_REACHED -> "free network interfaces of the account, or have the limit raised";
      case SUBNET_NOT_FOUND -> "make the subnet again, or a group on subnets that exist";
      case SECURITY_GROUP_NOT_FOUND -> "make the security group again, or a new launch template";
      case VPC_ID_NOT_FOUND -> "see what became of the cluster's VPC";
      case ACCESS_DENIED -> "give the node role and the service role of EKS what the message names";
      case OPERATION_NOT_PERMITTED -> "see what the message names: a policy forbids it";
      case CLUSTER_UNREACHABLE -> "see why EKS cannot reach the API server of the cluster";
      case INSUFFICIENT_NUMBER_OF_REPLICAS -> "add replicas of what the message names";
      case CONFIGURATION_CONFLICT -> "resolve the conflict that the message names";
      case ADMISSION_REQUEST_DENIED -> "see which admission webhook denies it";
      case UNSUPPORTED_ADDON_MODIFICATION -> "undo what was changed of the add-on";
      case K8_S_RESOURCE_NOT_FOUND -> "make the resource again that the message names";
      default -> "see the message, and the events of the node group";
    };
  }
}
