// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d I(x; a, b) = dx x^(a - 1) (1 - x)^(b - 1) / beta(a, b), for constant a and b
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[CONSTANT1:.*]] = array.constant dense<2.000000e+00>
// FORWARD-NEXT:    %[[BETAINC2:.*]] = array.betainc %[[CONSTANT1]], %[[CONSTANT1]], %[[A]]
// FORWARD-NEXT:    %[[BETADENSITY3:.*]] = array.beta_density %[[CONSTANT1]], %[[CONSTANT1]], %[[A]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[BETADENSITY3]]
// FORWARD-NEXT:    return %[[BETAINC2]], %[[MUL4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[CONSTANT1:.*]] = array.constant dense<2.000000e+00>
// REVERSE-NEXT:    %[[BETAINC2:.*]] = array.betainc %[[CONSTANT1]], %[[CONSTANT1]], %[[A]]
// REVERSE-NEXT:    %[[BETADENSITY3:.*]] = array.beta_density %[[CONSTANT1]], %[[CONSTANT1]], %[[A]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[BETADENSITY3]]
// REVERSE-NEXT:    return %[[BETAINC2]], %[[MUL4]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %a = array.constant dense<2.0> : tensor<4xf32>
  %b = array.constant dense<2.0> : tensor<4xf32>
  %0 = array.betainc %a, %b, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
