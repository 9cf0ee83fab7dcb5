// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s

// y = exp(sin(x)), dy = dx * cos(x) * exp(sin(x)); the value exp(sin(x)) is shared.
// CHECK-LABEL: func.func @main_jvp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[SIN2:.*]] = array.sin %[[A]]
// CHECK-NEXT:    %[[COS3:.*]] = array.cos %[[A]]
// CHECK-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[COS3]]
// CHECK-NEXT:    %[[EXP5:.*]] = array.exp %[[SIN2]]
// CHECK-NEXT:    %[[MUL6:.*]] = array.mul %[[MUL4]], %[[EXP5]]
// CHECK-NEXT:    return %[[EXP5]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.exp %0 : tensor<4xf32>
  return %1 : tensor<4xf32>
}
