// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d s(x) = dx s(x) (1 - s(x))
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[LOGISTIC2:.*]] = array.logistic %[[A]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[SUB4:.*]] = array.sub %[[CONSTANT3]], %[[LOGISTIC2]]
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[LOGISTIC2]], %[[SUB4]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[MUL5]]
// FORWARD-NEXT:    return %[[LOGISTIC2]], %[[MUL6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[LOGISTIC2:.*]] = array.logistic %[[A]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[SUB4:.*]] = array.sub %[[CONSTANT3]], %[[LOGISTIC2]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[LOGISTIC2]], %[[SUB4]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[MUL5]]
// REVERSE-NEXT:    return %[[LOGISTIC2]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.logistic %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
