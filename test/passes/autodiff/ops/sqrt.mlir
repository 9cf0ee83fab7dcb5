// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d sqrt(x) = dx / 2 / sqrt(x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[SQRT2:.*]] = array.sqrt %[[A]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<5.000000e-01> : tensor<4xf32>
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[CONSTANT3]]
// FORWARD-NEXT:    %[[DIV5:.*]] = array.div %[[MUL4]], %[[SQRT2]]
// FORWARD-NEXT:    return %[[SQRT2]], %[[DIV5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[SQRT2:.*]] = array.sqrt %[[A]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<5.000000e-01> : tensor<4xf32>
// REVERSE-NEXT:    %[[DIV4:.*]] = array.div %[[B]], %[[SQRT2]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[DIV4]], %[[CONSTANT3]]
// REVERSE-NEXT:    return %[[SQRT2]], %[[MUL5]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sqrt %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
