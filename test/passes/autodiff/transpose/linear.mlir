// RUN: covector-opt %s -array-transpose=argnums=1,2 -array-simplify | FileCheck %s

// (a, x, y) -> (a*x + y, -y, 0) is linear in x and y.
// CHECK-LABEL: func.func @main_transpose(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<2xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[SUB4:.*]] = array.sub %[[B]], %[[C]]
// CHECK-NEXT:    %[[MUL5:.*]] = array.mul %[[A]], %[[B]]
// CHECK-NEXT:    return %[[MUL5]], %[[SUB4]]
func.func @main(%a: tensor<4xf32>, %x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<2xf32>) {
  %0 = array.mul %a, %x : tensor<4xf32>
  %1 = array.add %0, %y : tensor<4xf32>
  %2 = array.neg %y : tensor<4xf32>
  %3 = array.constant dense<0.0> : tensor<2xf32>
  return %1, %2, %3 : tensor<4xf32>, tensor<4xf32>, tensor<2xf32>
}
