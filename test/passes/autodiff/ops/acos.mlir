// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d acos(x) = -dx / sqrt(1 - x^2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ACOS2:.*]] = array.acos %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[SUB5:.*]] = array.sub %[[CONSTANT4]], %[[MUL3]]
// FORWARD-NEXT:    %[[RSQRT6:.*]] = array.rsqrt %[[SUB5]]
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[RSQRT6]]
// FORWARD-NEXT:    %[[NEG8:.*]] = array.neg %[[MUL7]]
// FORWARD-NEXT:    return %[[ACOS2]], %[[NEG8]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ACOS2:.*]] = array.acos %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[SUB5:.*]] = array.sub %[[CONSTANT4]], %[[MUL3]]
// REVERSE-NEXT:    %[[RSQRT6:.*]] = array.rsqrt %[[SUB5]]
// REVERSE-NEXT:    %[[NEG7:.*]] = array.neg %[[B]]
// REVERSE-NEXT:    %[[MUL8:.*]] = array.mul %[[NEG7]], %[[RSQRT6]]
// REVERSE-NEXT:    return %[[ACOS2]], %[[MUL8]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.acos %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
