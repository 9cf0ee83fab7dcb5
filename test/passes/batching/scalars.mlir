// RUN: covector-opt %s -array-vmap=size=8 | FileCheck %s

// Constants are the same for all lanes: they are repeated where they meet lanes.
// CHECK-LABEL: func.func @main_vmap(
// CHECK-SAME:      %[[A:.*]]: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>)
// CHECK-NEXT:    %[[CONSTANT1:.*]] = array.constant dense<2.000000e+00> : tensor<f32>
// CHECK-NEXT:    %[[CONSTANT2:.*]] = array.constant dense<2.000000e+00> : tensor<8xf32>
// CHECK-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[CONSTANT2]]
// CHECK-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<2.000000e+00> : tensor<8xf32>
// CHECK-NEXT:    return %[[MUL3]], %[[CONSTANT4]]
func.func @main(%x: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %c = array.constant dense<2.0> : tensor<f32>
  %0 = array.mul %x, %c : tensor<f32>
  return %0, %c : tensor<f32>, tensor<f32>
}
