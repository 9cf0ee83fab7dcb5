// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d log(x) = dx / x
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[LOG2:.*]] = array.log %[[A]]
// FORWARD-NEXT:    %[[DIV3:.*]] = array.div %[[B]], %[[A]]
// FORWARD-NEXT:    return %[[LOG2]], %[[DIV3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[LOG2:.*]] = array.log %[[A]]
// REVERSE-NEXT:    %[[DIV3:.*]] = array.div %[[B]], %[[A]]
// REVERSE-NEXT:    return %[[LOG2]], %[[DIV3]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.log %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
