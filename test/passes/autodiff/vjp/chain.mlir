// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s

// y = exp(sin(x)), ct_x = ct * exp(sin(x)) * cos(x).
// CHECK-LABEL: func.func @main_vjp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[SIN2:.*]] = array.sin %[[A]]
// CHECK-NEXT:    %[[COS3:.*]] = array.cos %[[A]]
// CHECK-NEXT:    %[[EXP4:.*]] = array.exp %[[SIN2]]
// CHECK-NEXT:    %[[MUL5:.*]] = array.mul %[[B]], %[[EXP4]]
// CHECK-NEXT:    %[[MUL6:.*]] = array.mul %[[MUL5]], %[[COS3]]
// CHECK-NEXT:    return %[[EXP4]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.exp %0 : tensor<4xf32>
  return %1 : tensor<4xf32>
}
