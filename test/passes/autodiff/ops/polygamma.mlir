// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d polygamma(m, x) = dx polygamma(m + 1, x), for constant m
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[CONSTANT1:.*]] = array.constant dense<2.000000e+00>
// FORWARD-NEXT:    %[[POLYGAMMA2:.*]] = array.polygamma %[[CONSTANT1]], %[[A]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<3.000000e+00>
// FORWARD-NEXT:    %[[POLYGAMMA4:.*]] = array.polygamma %[[CONSTANT3]], %[[A]]
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[B]], %[[POLYGAMMA4]]
// FORWARD-NEXT:    return %[[POLYGAMMA2]], %[[MUL5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[CONSTANT1:.*]] = array.constant dense<2.000000e+00>
// REVERSE-NEXT:    %[[POLYGAMMA2:.*]] = array.polygamma %[[CONSTANT1]], %[[A]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<3.000000e+00>
// REVERSE-NEXT:    %[[POLYGAMMA4:.*]] = array.polygamma %[[CONSTANT3]], %[[A]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[B]], %[[POLYGAMMA4]]
// REVERSE-NEXT:    return %[[POLYGAMMA2]], %[[MUL5]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %m = array.constant dense<2.0> : tensor<4xf32>
  %0 = array.polygamma %m, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
