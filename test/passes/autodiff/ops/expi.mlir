// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d expi(x) = dx e^x / x
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[EXPI1:.*]] = array.expi %[[A]]
// FORWARD-NEXT:    %[[EXP2:.*]] = array.exp %[[A]]
// FORWARD-NEXT:    %[[DIV3:.*]] = array.div %[[EXP2]], %[[A]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[DIV3]]
// FORWARD-NEXT:    return %[[EXPI1]], %[[MUL4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[EXPI1:.*]] = array.expi %[[A]]
// REVERSE-NEXT:    %[[EXP2:.*]] = array.exp %[[A]]
// REVERSE-NEXT:    %[[DIV3:.*]] = array.div %[[EXP2]], %[[A]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[DIV3]]
// REVERSE-NEXT:    return %[[EXPI1]], %[[MUL4]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.expi %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
