// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d log1p(x) = dx / (1 + x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[LOG1P2:.*]] = array.log1p %[[A]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[ADD4:.*]] = array.add %[[A]], %[[CONSTANT3]]
// FORWARD-NEXT:    %[[DIV5:.*]] = array.div %[[B]], %[[ADD4]]
// FORWARD-NEXT:    return %[[LOG1P2]], %[[DIV5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[LOG1P2:.*]] = array.log1p %[[A]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[ADD4:.*]] = array.add %[[A]], %[[CONSTANT3]]
// REVERSE-NEXT:    %[[DIV5:.*]] = array.div %[[B]], %[[ADD4]]
// REVERSE-NEXT:    return %[[LOG1P2]], %[[DIV5]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.log1p %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
