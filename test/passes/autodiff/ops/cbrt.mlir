// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d cbrt(x) = dx / (3 cbrt(x)^2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[CBRT2:.*]] = array.cbrt %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[CBRT2]], %[[CBRT2]]
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<3.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[MUL3]], %[[CONSTANT4]]
// FORWARD-NEXT:    %[[DIV6:.*]] = array.div %[[B]], %[[MUL5]]
// FORWARD-NEXT:    return %[[CBRT2]], %[[DIV6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[CBRT2:.*]] = array.cbrt %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[CBRT2]], %[[CBRT2]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<3.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[MUL3]], %[[CONSTANT4]]
// REVERSE-NEXT:    %[[DIV6:.*]] = array.div %[[B]], %[[MUL5]]
// REVERSE-NEXT:    return %[[CBRT2]], %[[DIV6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.cbrt %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
