// RUN: covector-opt %s -array-jvp=argnums=1 -array-simplify | FileCheck %s

// Only %y varies: no tangent code for sin(x), and one term of the product rule.
// CHECK-LABEL: func.func @main_jvp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[SIN3:.*]] = array.sin %[[A]]
// CHECK-NEXT:    %[[MUL4:.*]] = array.mul %[[SIN3]], %[[B]]
// CHECK-NEXT:    %[[MUL5:.*]] = array.mul %[[SIN3]], %[[C]]
// CHECK-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// CHECK-NEXT:    return %[[MUL4]], %[[SIN3]], %[[MUL5]], %[[CONSTANT6]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.mul %0, %y : tensor<4xf32>
  // A result that does not vary has a tangent of zeros.
  return %1, %0 : tensor<4xf32>, tensor<4xf32>
}
