// RUN: covector-opt %s -array-linearize=argnums=0 | FileCheck %s

// The constant is not saved; %y is saved, not its broadcast.
// CHECK-LABEL: func.func @main_forward(
// CHECK-SAME:      %[[A:.*]]: tensor<3x4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<3x4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[CONSTANT2:.*]] = array.constant dense<2.000000e+00> : tensor<3x4xf32>
// CHECK-NEXT:    %[[BROADCASTINDIM3:.*]] = array.broadcast_in_dim %[[B]] {dimensions = array<i64: 1>, shape = array<i64: 3, 4>} : (tensor<4xf32>) -> tensor<3x4xf32>
// CHECK-NEXT:    %[[MUL4:.*]] = array.mul %[[A]], %[[BROADCASTINDIM3]]
// CHECK-NEXT:    %[[MUL5:.*]] = array.mul %[[MUL4]], %[[CONSTANT2]]
// CHECK-NEXT:    return %[[MUL5]], %[[B]]
// CHECK-LABEL: func.func @main_linear(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<3x4xf32>) -> tensor<3x4xf32>
// CHECK-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<2.000000e+00> : tensor<3x4xf32>
// CHECK-NEXT:    %[[BROADCASTINDIM2:.*]] = array.broadcast_in_dim %[[A]] {dimensions = array<i64: 1>, shape = array<i64: 3, 4>} : (tensor<4xf32>) -> tensor<3x4xf32>
// CHECK-NEXT:    %[[MUL3:.*]] = array.mul %[[B]], %[[BROADCASTINDIM2]]
// CHECK-NEXT:    %[[MUL5:.*]] = array.mul %[[MUL3]], %[[CONSTANT4]]
// CHECK-NEXT:    return %[[MUL5]]
func.func @main(%x: tensor<3x4xf32>, %y: tensor<4xf32>) -> tensor<3x4xf32> {
  %c = array.constant dense<2.0> : tensor<3x4xf32>
  %0 = array.broadcast_in_dim %y {dimensions = array<i64: 1>, shape = array<i64: 3, 4>} : (tensor<4xf32>) -> tensor<3x4xf32>
  %1 = array.mul %x, %0 : tensor<3x4xf32>
  %2 = array.mul %1, %c : tensor<3x4xf32>
  return %2 : tensor<3x4xf32>
}
