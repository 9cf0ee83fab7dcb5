// RUN: covector-opt %s "-array-vmap=size=8 in-axes=0,-1 out-axes=0,-1,1" | FileCheck %s

// cos(y) is computed once; out axis -1 returns it once, out axis 1 repeats it.
// CHECK-LABEL: func.func @main_vmap(
// CHECK-SAME:      %[[A:.*]]: tensor<8x4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>)
// CHECK-NEXT:    %[[COS2:.*]] = array.cos %[[B]]
// CHECK-NEXT:    %[[BROADCASTINDIM3:.*]] = array.broadcast_in_dim %[[COS2]] {dimensions = array<i64: 1>, shape = array<i64: 8, 4>} : (tensor<4xf32>) -> tensor<8x4xf32>
// CHECK-NEXT:    %[[MUL4:.*]] = array.mul %[[A]], %[[BROADCASTINDIM3]]
// CHECK-NEXT:    %[[BROADCASTINDIM5:.*]] = array.broadcast_in_dim %[[COS2]] {dimensions = array<i64: 0>, shape = array<i64: 4, 8>} : (tensor<4xf32>) -> tensor<4x8xf32>
// CHECK-NEXT:    return %[[MUL4]], %[[COS2]], %[[BROADCASTINDIM5]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %0 = array.cos %y : tensor<4xf32>
  %1 = array.mul %x, %0 : tensor<4xf32>
  return %1, %0, %0 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
