// RUN: covector-opt %s -array-transpose -array-simplify | FileCheck %s

// An argument that no result depends on has a cotangent of zeros.
// CHECK-LABEL: func.func @main_transpose(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<2xf32>)
// CHECK-NEXT:    %[[NEG1:.*]] = array.neg %[[A]]
// CHECK-NEXT:    %[[CONSTANT2:.*]] = array.constant dense<0.000000e+00> : tensor<2xf32>
// CHECK-NEXT:    return %[[NEG1]], %[[CONSTANT2]]
func.func @main(%x: tensor<4xf32>, %y: tensor<2xf32>) -> tensor<4xf32> {
  %0 = array.neg %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
