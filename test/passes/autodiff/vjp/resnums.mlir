// RUN: covector-opt %s -array-vjp=resnums=1 -array-simplify | FileCheck %s

// The cotangent of result 0 is zero: nothing is computed for it.
// CHECK-LABEL: func.func @main_vjp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[SIN2:.*]] = array.sin %[[A]]
// CHECK-NEXT:    %[[COS3:.*]] = array.cos %[[A]]
// CHECK-NEXT:    %[[NEG4:.*]] = array.neg %[[B]]
// CHECK-NEXT:    %[[MUL5:.*]] = array.mul %[[NEG4]], %[[SIN2]]
// CHECK-NEXT:    return %[[SIN2]], %[[COS3]], %[[MUL5]]
func.func @main(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.cos %x : tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}
