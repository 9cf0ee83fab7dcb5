// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s

// The cotangents of all uses of %x are summed.
// CHECK-LABEL: func.func @main_vjp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[MUL4:.*]] = array.mul %[[A]], %[[B]]
// CHECK-NEXT:    %[[SUB5:.*]] = array.sub %[[B]], %[[A]]
// CHECK-NEXT:    %[[MUL6:.*]] = array.mul %[[A]], %[[C]]
// CHECK-NEXT:    %[[ADD7:.*]] = array.add %[[D]], %[[MUL6]]
// CHECK-NEXT:    %[[MUL8:.*]] = array.mul %[[C]], %[[B]]
// CHECK-NEXT:    %[[SUB9:.*]] = array.sub %[[MUL8]], %[[D]]
// CHECK-NEXT:    return %[[MUL4]], %[[SUB5]], %[[SUB9]], %[[ADD7]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = array.mul %x, %y : tensor<4xf32>
  %1 = array.sub %y, %x : tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}
