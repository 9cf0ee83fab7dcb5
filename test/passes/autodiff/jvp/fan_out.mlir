// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s

// The tangents of both uses of %0 are summed.
// CHECK-LABEL: func.func @main_jvp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[TANH2:.*]] = array.tanh %[[A]]
// CHECK-NEXT:    %[[MUL3:.*]] = array.mul %[[TANH2]], %[[TANH2]]
// CHECK-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// CHECK-NEXT:    %[[SUB5:.*]] = array.sub %[[CONSTANT4]], %[[MUL3]]
// CHECK-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[SUB5]]
// CHECK-NEXT:    %[[MUL7:.*]] = array.mul %[[TANH2]], %[[A]]
// CHECK-NEXT:    %[[MUL8:.*]] = array.mul %[[MUL6]], %[[A]]
// CHECK-NEXT:    %[[MUL9:.*]] = array.mul %[[TANH2]], %[[B]]
// CHECK-NEXT:    %[[ADD10:.*]] = array.add %[[MUL8]], %[[MUL9]]
// CHECK-NEXT:    return %[[MUL7]], %[[ADD10]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.tanh %x : tensor<4xf32>
  %1 = array.mul %0, %x : tensor<4xf32>
  return %1 : tensor<4xf32>
}
