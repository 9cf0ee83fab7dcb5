// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d x^3 = 3 x^2 dx
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[INTEGERPOW2:.*]] = array.integer_pow %[[A]] {exponent = 3 : i64}
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<3.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[INTEGERPOW4:.*]] = array.integer_pow %[[A]] {exponent = 2 : i64}
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[INTEGERPOW4]], %[[CONSTANT3]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[MUL5]]
// FORWARD-NEXT:    return %[[INTEGERPOW2]], %[[MUL6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[INTEGERPOW2:.*]] = array.integer_pow %[[A]] {exponent = 3 : i64}
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<3.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[INTEGERPOW4:.*]] = array.integer_pow %[[A]] {exponent = 2 : i64}
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[INTEGERPOW4]], %[[CONSTANT3]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[MUL5]]
// REVERSE-NEXT:    return %[[INTEGERPOW2]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.integer_pow %x {exponent = 3 : i64} : tensor<4xf32>
  return %0 : tensor<4xf32>
}
