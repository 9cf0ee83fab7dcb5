// RUN: covector-opt %s -array-linearize | FileCheck %s

// Tangent code that reaches no result is dropped, and saves nothing; a result
// that does not vary has a tangent of zeros; integers have none.
// CHECK-LABEL: func.func @main_forward(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>) -> (tensor<4xi1>, tensor<4xf32>, tensor<2xf64>)
// CHECK-NEXT:    %[[SIN1:.*]] = array.sin %[[A]]
// CHECK-NEXT:    %[[COS2:.*]] = array.cos %[[A]]
// CHECK-NEXT:    %[[MUL3:.*]] = array.mul %[[SIN1]], %[[SIN1]]
// CHECK-NEXT:    %[[COMPARE4:.*]] = array.compare  LT, %[[MUL3]], %[[A]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// CHECK-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<2.000000e+00> : tensor<2xf64>
// CHECK-NEXT:    return %[[COMPARE4]], %[[A]], %[[CONSTANT5]]
// CHECK-LABEL: func.func @main_linear(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<2xf64>)
// CHECK-NEXT:    %[[CONSTANT1:.*]] = array.constant dense<0.000000e+00> : tensor<2xf64>
// CHECK-NEXT:    return %[[A]], %[[CONSTANT1]]
func.func @main(%x: tensor<4xf32>) -> (tensor<4xi1>, tensor<4xf32>, tensor<2xf64>) {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.mul %0, %0 : tensor<4xf32>
  %2 = array.compare LT, %1, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %c = array.constant dense<2.0> : tensor<2xf64>
  return %2, %x, %c : tensor<4xi1>, tensor<4xf32>, tensor<2xf64>
}
