// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// The batch axis comes first and is left as it is.

func.func private @iota(%x: tensor<3xf32>) -> tensor<3xf32> {
  %0 = array.iota {axis = 0 : i64, element_type = f32, shape = array<i64: 3>} : tensor<3xf32>
  %r = array.add %x, %0 : tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @iota_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[IOTA:.*]] = array.iota {axis = 0 : i64, element_type = f32, shape = array<i64: 3>} : tensor<3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[IOTA]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: %[[ADD:.*]] = array.add %[[X]], %[[BROADCASTINDIM]] : tensor<2x3xf32>
// CHECK-NEXT: return %[[ADD]] : tensor<2x3xf32>
func.func @iota_mapped(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @iota(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func private @broadcast_in_dim(%x: tensor<3xf32>) -> tensor<4x3xf32> {
  %r = array.broadcast_in_dim %x {dimensions = array<i64: 1>, shape = array<i64: 4, 3>} : (tensor<3xf32>) -> tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}

// CHECK-LABEL: func.func @broadcast_in_dim_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[X]] {dimensions = array<i64: 0, 2>, shape = array<i64: 2, 4, 3>} : (tensor<2x3xf32>) -> tensor<2x4x3xf32>
// CHECK-NEXT: return %[[BROADCASTINDIM]] : tensor<2x4x3xf32>
func.func @broadcast_in_dim_mapped(%x: tensor<2x3xf32>) -> tensor<2x4x3xf32> {
  %r = array.vmap @broadcast_in_dim(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3xf32>) -> tensor<2x4x3xf32>
  return %r : tensor<2x4x3xf32>
}

func.func private @reshape(%x: tensor<3x2xf32>) -> tensor<6xf32> {
  %r = array.reshape %x {shape = array<i64: 6>} : (tensor<3x2xf32>) -> tensor<6xf32>
  return %r : tensor<6xf32>
}

// CHECK-LABEL: func.func @reshape_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x2xf32>
// CHECK-NEXT: %[[RESHAPE:.*]] = array.reshape %[[X]] {shape = array<i64: 2, 6>} : (tensor<2x3x2xf32>) -> tensor<2x6xf32>
// CHECK-NEXT: return %[[RESHAPE]] : tensor<2x6xf32>
func.func @reshape_mapped(%x: tensor<2x3x2xf32>) -> tensor<2x6xf32> {
  %r = array.vmap @reshape(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3x2xf32>) -> tensor<2x6xf32>
  return %r : tensor<2x6xf32>
}

func.func private @transpose(%x: tensor<3x2xf32>) -> tensor<2x3xf32> {
  %r = array.transpose %x {permutation = array<i64: 1, 0>} : (tensor<3x2xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @transpose_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x2xf32>
// CHECK-NEXT: %[[TRANSPOSE:.*]] = array.transpose %[[X]] {permutation = array<i64: 0, 2, 1>} : (tensor<2x3x2xf32>) -> tensor<2x2x3xf32>
// CHECK-NEXT: return %[[TRANSPOSE]] : tensor<2x2x3xf32>
func.func @transpose_mapped(%x: tensor<2x3x2xf32>) -> tensor<2x2x3xf32> {
  %r = array.vmap @transpose(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3x2xf32>) -> tensor<2x2x3xf32>
  return %r : tensor<2x2x3xf32>
}

func.func private @slice(%x: tensor<6xf32>) -> tensor<2xf32> {
  %r = array.slice %x {limits = array<i64: 5>, starts = array<i64: 1>, strides = array<i64: 2>} : (tensor<6xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// CHECK-LABEL: func.func @slice_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x6xf32>
// CHECK-NEXT: %[[SLICE:.*]] = array.slice %[[X]] {limits = array<i64: 2, 5>, starts = array<i64: 0, 1>, strides = array<i64: 1, 2>} : (tensor<2x6xf32>) -> tensor<2x2xf32>
// CHECK-NEXT: return %[[SLICE]] : tensor<2x2xf32>
func.func @slice_mapped(%x: tensor<2x6xf32>) -> tensor<2x2xf32> {
  %r = array.vmap @slice(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x6xf32>) -> tensor<2x2xf32>
  return %r : tensor<2x2xf32>
}

func.func private @pad(%x: tensor<3xf32>, %v: tensor<f32>) -> tensor<6xf32> {
  %r = array.pad %x, %v {high = array<i64: 1>, interior = array<i64: 0>, low = array<i64: 2>} : (tensor<3xf32>, tensor<f32>) -> tensor<6xf32>
  return %r : tensor<6xf32>
}

// CHECK-LABEL: func.func @pad_x(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[V:.*]]: tensor<f32>
// CHECK-NEXT: %[[PAD:.*]] = array.pad %[[X]], %[[V]] {high = array<i64: 0, 1>, interior = array<i64: 0, 0>, low = array<i64: 0, 2>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x6xf32>
// CHECK-NEXT: return %[[PAD]] : tensor<2x6xf32>
func.func @pad_x(%x: tensor<2x3xf32>, %v: tensor<f32>) -> tensor<2x6xf32> {
  %r = array.vmap @pad(%x, %v) in_axes [0, -1] out_axes [0] size 2
      : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x6xf32>
  return %r : tensor<2x6xf32>
}

// A value for each lane: pad with any, then choose.
// CHECK-LABEL: func.func @pad_value(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[V:.*]]: tensor<2xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[X]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: %[[CONSTANT:.*]] = array.constant dense<0.000000e+00> : tensor<f32>
// CHECK-NEXT: %[[PAD:.*]] = array.pad %[[BROADCASTINDIM]], %[[CONSTANT]] {high = array<i64: 0, 1>, interior = array<i64: 0, 0>, low = array<i64: 0, 2>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x6xf32>
// CHECK-NEXT: %[[BROADCASTINDIM2:.*]] = array.broadcast_in_dim %[[V]] {dimensions = array<i64: 0>, shape = array<i64: 2, 6>} : (tensor<2xf32>) -> tensor<2x6xf32>
// CHECK-NEXT: %[[CONSTANT2:.*]] = array.constant dense<false> : tensor<2x3xi1>
// CHECK-NEXT: %[[CONSTANT3:.*]] = array.constant dense<true> : tensor<i1>
// CHECK-NEXT: %[[PAD2:.*]] = array.pad %[[CONSTANT2]], %[[CONSTANT3]] {high = array<i64: 0, 1>, interior = array<i64: 0, 0>, low = array<i64: 0, 2>} : (tensor<2x3xi1>, tensor<i1>) -> tensor<2x6xi1>
// CHECK-NEXT: %[[SELECT:.*]] = array.select %[[PAD2]], %[[BROADCASTINDIM2]], %[[PAD]] : (tensor<2x6xi1>, tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
// CHECK-NEXT: return %[[SELECT]] : tensor<2x6xf32>
func.func @pad_value(%x: tensor<3xf32>, %v: tensor<2xf32>) -> tensor<2x6xf32> {
  %r = array.vmap @pad(%x, %v) in_axes [-1, 0] out_axes [0] size 2
      : (tensor<3xf32>, tensor<2xf32>) -> tensor<2x6xf32>
  return %r : tensor<2x6xf32>
}

func.func private @concatenate(%x: tensor<3xf32>, %y: tensor<3xf32>) -> tensor<6xf32> {
  %r = array.concatenate %x, %y {axis = 0 : i64} : (tensor<3xf32>, tensor<3xf32>) -> tensor<6xf32>
  return %r : tensor<6xf32>
}

// CHECK-LABEL: func.func @concatenate_both(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[Y:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[CONCATENATE:.*]] = array.concatenate %[[X]], %[[Y]] {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
// CHECK-NEXT: return %[[CONCATENATE]] : tensor<2x6xf32>
func.func @concatenate_both(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> tensor<2x6xf32> {
  %r = array.vmap @concatenate(%x, %y) in_axes [0, 0] out_axes [0] size 2
      : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
  return %r : tensor<2x6xf32>
}

// CHECK-LABEL: func.func @concatenate_second(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[Y:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[X]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: %[[CONCATENATE:.*]] = array.concatenate %[[BROADCASTINDIM]], %[[Y]] {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
// CHECK-NEXT: return %[[CONCATENATE]] : tensor<2x6xf32>
func.func @concatenate_second(%x: tensor<3xf32>, %y: tensor<2x3xf32>) -> tensor<2x6xf32> {
  %r = array.vmap @concatenate(%x, %y) in_axes [-1, 0] out_axes [0] size 2
      : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
  return %r : tensor<2x6xf32>
}

func.func private @reverse(%x: tensor<3xf32>) -> tensor<3xf32> {
  %r = array.reverse %x {axes = array<i64: 0>} : tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @reverse_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[REVERSE:.*]] = array.reverse %[[X]] {axes = array<i64: 1>} : tensor<2x3xf32>
// CHECK-NEXT: return %[[REVERSE]] : tensor<2x3xf32>
func.func @reverse_mapped(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @reverse(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}
