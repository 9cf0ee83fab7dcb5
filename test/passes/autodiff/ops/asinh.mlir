// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d asinh(x) = dx / sqrt(x^2 + 1)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ASINH2:.*]] = array.asinh %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[ADD5:.*]] = array.add %[[MUL3]], %[[CONSTANT4]]
// FORWARD-NEXT:    %[[RSQRT6:.*]] = array.rsqrt %[[ADD5]]
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[RSQRT6]]
// FORWARD-NEXT:    return %[[ASINH2]], %[[MUL7]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ASINH2:.*]] = array.asinh %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[ADD5:.*]] = array.add %[[MUL3]], %[[CONSTANT4]]
// REVERSE-NEXT:    %[[RSQRT6:.*]] = array.rsqrt %[[ADD5]]
// REVERSE-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[RSQRT6]]
// REVERSE-NEXT:    return %[[ASINH2]], %[[MUL7]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.asinh %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
