//===- Collective.td - StableHLO's operations across devices --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_STABLEHLO_COLLECTIVE
#define COVECTOR_STABLEHLO_COLLECTIVE

include "dialects/stablehlo/StablehloBase.td"

class Stablehlo_DeviceId<string mnemonic, string meaning> : Stablehlo_Op<mnemonic, [Pure]> {
  let summary = meaning;
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}
def Stablehlo_PartitionIdOp : Stablehlo_DeviceId<"partition_id", "the number of this partition">;
def Stablehlo_ReplicaIdOp : Stablehlo_DeviceId<"replica_id", "the number of this replica">;

def Stablehlo_AllReduceOp : Stablehlo_Op<"all_reduce"> {
  let summary = "arrays combined across the devices of each group";
  let arguments = (ins Variadic<Stablehlo_Tensor>:$operands, I64ElementsAttr:$replica_groups,
                   OptionalAttr<Stablehlo_ChannelHandleAttr>:$channel_handle,
                   UnitAttr:$use_global_device_ids);
  let regions = (region SizedRegion<1>:$computation);
  let results = (outs Variadic<Stablehlo_Tensor>:$results);
  let hasVerifier = 1;
}
def Stablehlo_AllGatherOp : Stablehlo_Op<"all_gather"> {
  let summary = "the arrays of the devices of each group one behind the other";
  let arguments = (ins Variadic<Stablehlo_Tensor>:$operands, I64Attr:$all_gather_dim,
                   I64ElementsAttr:$replica_groups,
                   OptionalAttr<Stablehlo_ChannelHandleAttr>:$channel_handle,
                   UnitAttr:$use_global_device_ids);
  let results = (outs Variadic<Stablehlo_Tensor>:$results);
}
def Stablehlo_ReduceScatterOp : Stablehlo_Op<"reduce_scatter"> {
  let summary = "each device's part of arrays combined across the devices of each group";
  let arguments = (ins Stablehlo_Tensor:$operand, I64Attr:$scatter_dimension,
                   I64ElementsAttr:$replica_groups,
                   OptionalAttr<Stablehlo_ChannelHandleAttr>:$channel_handle,
                   UnitAttr:$use_global_device_ids);
  let regions = (region SizedRegion<1>:$computation);
  let results = (outs Stablehlo_Tensor:$result);
}
def Stablehlo_AllToAllOp : Stablehlo_Op<"all_to_all"> {
  let summary = "parts of arrays exchanged between the devices of each group";
  let arguments = (ins Variadic<Stablehlo_Tensor>:$operands, I64Attr:$split_dimension,
                   I64Attr:$concat_dimension, I64Attr:$split_count, I64ElementsAttr:$replica_groups,
                   OptionalAttr<Stablehlo_ChannelHandleAttr>:$channel_handle);
  let results = (outs Variadic<Stablehlo_Tensor>:$results);
}
def Stablehlo_CollectivePermuteOp : Stablehlo_Op<"collective_permute", [SameOperandsAndResultType]> {
  let summary = "arrays sent from devices to others";
  let arguments = (ins Stablehlo_Tensor:$operand, I64ElementsAttr:$source_target_pairs,
                   OptionalAttr<Stablehlo_ChannelHandleAttr>:$channel_handle);
  let results = (outs Stablehlo_Tensor:$result);
}

#endif // COVECTOR_STABLEHLO_COLLECTIVE
