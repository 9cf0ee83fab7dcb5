// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d digamma(x) = dx polygamma(1, x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[DIGAMMA1:.*]] = array.digamma %[[A]]
// FORWARD-NEXT:    %[[CONSTANT2:.*]] = array.constant dense<1.000000e+00>
// FORWARD-NEXT:    %[[POLYGAMMA3:.*]] = array.polygamma %[[CONSTANT2]], %[[A]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[POLYGAMMA3]]
// FORWARD-NEXT:    return %[[DIGAMMA1]], %[[MUL4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[DIGAMMA1:.*]] = array.digamma %[[A]]
// REVERSE-NEXT:    %[[CONSTANT2:.*]] = array.constant dense<1.000000e+00>
// REVERSE-NEXT:    %[[POLYGAMMA3:.*]] = array.polygamma %[[CONSTANT2]], %[[A]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[POLYGAMMA3]]
// REVERSE-NEXT:    return %[[DIGAMMA1]], %[[MUL4]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.digamma %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
