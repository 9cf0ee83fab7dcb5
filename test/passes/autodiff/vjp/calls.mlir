// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s

// Calls are inlined before the derivative is taken.
// CHECK-LABEL: func.func @main_vjp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[INTEGERPOW2:.*]] = array.integer_pow %[[A]] {exponent = 2 : i64}
// CHECK-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<2.000000e+00> : tensor<4xf32>
// CHECK-NEXT:    %[[MUL4:.*]] = array.mul %[[A]], %[[CONSTANT3]]
// CHECK-NEXT:    %[[INTEGERPOW5:.*]] = array.integer_pow %[[INTEGERPOW2]] {exponent = 2 : i64}
// CHECK-NEXT:    %[[MUL6:.*]] = array.mul %[[INTEGERPOW2]], %[[CONSTANT3]]
// CHECK-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[MUL6]]
// CHECK-NEXT:    %[[MUL8:.*]] = array.mul %[[MUL7]], %[[MUL4]]
// CHECK-NEXT:    return %[[INTEGERPOW5]], %[[MUL8]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @square(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = func.call @square(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
func.func private @square(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.integer_pow %x {exponent = 2 : i64} : tensor<4xf32>
  return %0 : tensor<4xf32>
}
