// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d logit(x) = dx / (x (1 - x))
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[LOGIT1:.*]] = array.logit %[[A]]
// FORWARD-NEXT:    %[[CONSTANT2:.*]] = array.constant dense<1.000000e+00>
// FORWARD-NEXT:    %[[SUB3:.*]] = array.sub %[[CONSTANT2]], %[[A]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[A]], %[[SUB3]]
// FORWARD-NEXT:    %[[DIV5:.*]] = array.div %[[B]], %[[MUL4]]
// FORWARD-NEXT:    return %[[LOGIT1]], %[[DIV5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[LOGIT1:.*]] = array.logit %[[A]]
// REVERSE-NEXT:    %[[CONSTANT2:.*]] = array.constant dense<1.000000e+00>
// REVERSE-NEXT:    %[[SUB3:.*]] = array.sub %[[CONSTANT2]], %[[A]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[A]], %[[SUB3]]
// REVERSE-NEXT:    %[[DIV5:.*]] = array.div %[[B]], %[[MUL4]]
// REVERSE-NEXT:    return %[[LOGIT1]], %[[DIV5]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.logit %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
