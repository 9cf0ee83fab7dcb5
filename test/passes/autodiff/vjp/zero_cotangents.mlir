// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s

// No cotangent reaches %y, %z or the constant; they are zeros of the arguments' types.
// CHECK-LABEL: func.func @main_vjp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<2x3xf64>, %[[C:.*]]: tensor<2xcomplex<f32>>, %[[D:.*]]: tensor<4xf32>, %[[E:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<2x3xf64>, tensor<2xcomplex<f32>>)
// CHECK-NEXT:    %[[NEG5:.*]] = array.neg %[[A]]
// CHECK-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// CHECK-NEXT:    %[[NEG7:.*]] = array.neg %[[D]]
// CHECK-NEXT:    %[[CONSTANT8:.*]] = array.constant dense<0.000000e+00> : tensor<2x3xf64>
// CHECK-NEXT:    %[[CONSTANT9:.*]] = array.constant dense<(0.000000e+00,0.000000e+00)> : tensor<2xcomplex<f32>>
// CHECK-NEXT:    return %[[NEG5]], %[[CONSTANT6]], %[[NEG7]], %[[CONSTANT8]], %[[CONSTANT9]]
func.func @main(%x: tensor<4xf32>, %y: tensor<2x3xf64>, %z: tensor<2xcomplex<f32>>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = array.neg %x : tensor<4xf32>
  %1 = array.constant dense<1.0> : tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}
