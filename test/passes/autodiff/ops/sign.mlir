// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// constant but at 0: the derivative is 0
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[SIGN2:.*]] = array.sign %[[A]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    return %[[SIGN2]], %[[CONSTANT3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[SIGN2:.*]] = array.sign %[[A]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    return %[[SIGN2]], %[[CONSTANT3]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sign %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
