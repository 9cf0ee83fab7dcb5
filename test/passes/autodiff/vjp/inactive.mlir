// RUN: covector-opt %s -array-vjp=argnums=1 -array-simplify | FileCheck %s

// Only the cotangent of %y is wanted: none is made for sin(x).
// CHECK-LABEL: func.func @main_vjp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[SIN3:.*]] = array.sin %[[A]]
// CHECK-NEXT:    %[[MUL4:.*]] = array.mul %[[SIN3]], %[[B]]
// CHECK-NEXT:    %[[MUL5:.*]] = array.mul %[[SIN3]], %[[C]]
// CHECK-NEXT:    return %[[MUL4]], %[[MUL5]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.mul %0, %y : tensor<4xf32>
  return %1 : tensor<4xf32>
}
